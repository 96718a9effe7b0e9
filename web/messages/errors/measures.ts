/** Sentences of the module measures; see ../errors.ts. */
export const measures = {
  'measures.cycle': [
    'Công thức đi vòng về chính nó: {way}. Bỏ một chỉ tiêu trong vòng này khỏi công thức.',
    'The expression leads back to itself: {way}. Take one of these measures out of it.',
  ],
  'measures.declared_in_future': [
    'Chỉ khai được cho kỳ đã qua. Ngày cuối {to} chưa tới: hãy chọn kỳ kết thúc hôm nay hoặc trước đó.',
    'Only a period that is over can be declared. {to} has not come: choose one that ends today or earlier.',
  ],
  'measures.declared_meanwhile': [
    'Có người vừa khai “{label}” của {unit}. Tải lại bảng, xem số mới rồi khai lại nếu cần.',
    'Somebody has just declared “{label}” of {unit}. Reload, look at the new value and declare again if need be.',
  ],
  'measures.defined_meanwhile': [
    'Chỉ tiêu {name} đã có phiên bản khác với bản đang sửa. Tải lại rồi sửa trên bản mới nhất.',
    'The measure {name} has another version than the one being edited. Reload and edit the newest.',
  ],
  'measures.definition_broken': [
    'Định nghĩa chỉ tiêu chưa đúng: {text}. Sửa các mục đã nêu.',
    'The definition is not right: {text}. Mend what is named.',
  ],
  'measures.kind_not_made': [
    'Chỉ tiêu đếm hồ sơ do sản phẩm định nghĩa. Hãy lập chỉ tiêu trên sổ, số khai, tỷ lệ hoặc công thức.',
    'Counts of dossiers are the product’s own. Make a measure over a register, a declared one, a share or an expression.',
  ],
  'measures.name_shipped': [
    'Tên {name} là của chỉ tiêu có sẵn. Đặt tên khác cho chỉ tiêu của tỉnh.',
    'The name {name} belongs to a shipped measure. Choose another name.',
  ],
  'measures.not_a_number': [
    '“{value}” ở chỉ tiêu “{label}” không phải số. Chỉ ghi chữ số, dấu phẩy ngăn phần thập phân (ví dụ 3,5); phần chữ ghi vào ghi chú.',
    '“{value}” in “{label}” is not a number. Write digits only, words belong in the note.',
  ],
  'measures.not_declared_kind': [
    'Chỉ tiêu “{label}” tính từ hồ sơ hoặc sổ, không khai được. Sửa ở hồ sơ hoặc sổ làm nên số đó.',
    '“{label}” is computed from dossiers or a register and cannot be declared. Mend the records behind it.',
  ],
  'measures.not_of_dossiers': [
    'Chỉ tiêu {measure} không đếm hồ sơ. Mở số liệu của nó từ trang Chỉ tiêu.',
    'The measure {measure} does not count dossiers. Open it from the page of measures.',
  ],
  'measures.out_of_range': [
    'Giá trị {value} của “{label}” ngoài khoảng cho phép (từ {least} đến {most}). Kiểm tra lại số và đơn vị tính.',
    'The value {value} of “{label}” is out of range ({least} to {most}). Check the number and its unit.',
  ],
  'measures.too_many_decimals': [
    'Giá trị {value} của “{label}” nhiều hơn {most} chữ số thập phân. Làm tròn theo biểu.',
    'The value {value} of “{label}” has more than {most} decimals. Round it as the form does.',
  ],
  'measures.unknown_field': [
    'Sổ “{register}” không có trường {field}, hoặc trường đó không dùng được ở đây. Chọn trường khác của sổ.',
    'The register “{register}” has no field {field} that fits here. Choose another of its fields.',
  ],
  'measures.valid_too_early': [
    'Phiên bản mới phải có hiệu lực sau ngày {after}. Chọn ngày muộn hơn.',
    'The new version must begin after {after}. Choose a later day.',
  ],
} as const;
