/** Sentences of the module signatures; see ../errors.ts. */
export const signatures = {
  'signatures.account_unknown': [
    'Tài khoản này không thuộc đơn vị của bạn. Hãy chọn tài khoản khác.',
    'The account is not one of your units. Choose another.',
  ],
  'signatures.certificate_not_in_force': [
    'Chứng thư số không còn hoặc chưa có hiệu lực. Hãy dùng chứng thư số khác.',
    'The certificate is not in force today. Use another one.',
  ],
  'signatures.no_key': [
    'Tệp không có khóa bí mật đi kèm chứng thư số. Hãy xuất lại tệp .p12 kèm khóa.',
    'The file has no key with its certificate. Export it again with the key.',
  ],
  'signatures.not_authority': [
    'Chứng thư số “{subject}” không phải của tổ chức chứng thực. Hãy chọn chứng thư số của tổ chức cấp.',
    'The certificate “{subject}” is not that of an authority. Choose that of the issuer.',
  ],
  'signatures.not_certificate': [
    'Tệp không chứa chứng thư số. Hãy chọn tệp .pem, .crt hoặc .cer.',
    'The file holds no certificate. Choose a .pem, .crt or .cer file.',
  ],
  'signatures.not_pdf': [
    'Tệp không phải PDF hoặc đã hỏng. Hãy chọn tệp PDF khác.',
    'The file is no PDF, or is broken. Choose another PDF.',
  ],
  'signatures.not_picture': [
    'Hình không phải PNG hoặc JPEG. Hãy chọn hình khác.',
    'The picture is neither PNG nor JPEG. Choose another.',
  ],
  'signatures.not_key_file': [
    'Tệp không phải tệp khóa PKCS#12. Hãy chọn tệp .p12 hoặc .pfx.',
    'The file is no PKCS#12 file. Choose a .p12 or .pfx file.',
  ],
  'signatures.password_needed': [
    'Chữ ký này cần mật khẩu. Hãy nhập mật khẩu của chứng thư số.',
    'This signature needs its password. Type it.',
  ],
  'signatures.pdf_encrypted': [
    'Tệp PDF có mật khẩu nên không ký được. Hãy lưu lại tệp không đặt mật khẩu.',
    'The PDF is encrypted and cannot be signed. Save it without a password.',
  ],
  'signatures.pdf_locked': [
    'Người lập tệp PDF không cho ký thêm. Hãy ký trên bản khác.',
    'The author of the PDF allows no more signatures. Sign another copy.',
  ],
  'signatures.request_finished': [
    'Lượt ký này đã kết thúc. Tải lại danh sách.',
    'This signing is over already. Reload the list.',
  ],
  'signatures.request_not_found': [
    'Không có lượt ký này. Tải lại danh sách.',
    'There is no such signing, or you may not see it. Reload the list.',
  ],
  'signatures.root_not_found': [
    'Không có tổ chức chứng thực này trong danh sách tin cậy. Tải lại danh sách.',
    'No trusted authority has this number. Reload the list.',
  ],
  'signatures.seal_not_found': [
    'Không có con dấu, chữ ký này. Hãy chọn trong danh sách của bạn.',
    'There is no such seal for you. Choose one of your list.',
  ],
  'signatures.seal_retired': [
    'Con dấu, chữ ký này đã ngừng dùng. Hãy chọn con dấu khác.',
    'The seal was taken out of use. Choose another.',
  ],
  'signatures.secret_changed': [
    'Không mở được khóa vì bí mật của hệ thống đã đổi. Hãy báo người quản trị đặt lại MOTCUA_SECRET cũ, hoặc thêm lại con dấu.',
    'The key cannot be opened: the secret of the installation has changed. Ask the administrator to bring the former MOTCUA_SECRET back, or add the seal anew.',
  ],
  'signatures.service_away': [
    'Dịch vụ ký số từ xa chưa trả lời ({reason}). Hãy thử lại sau ít phút.',
    'The signing service does not answer ({reason}). Try again in some minutes.',
  ],
  'signatures.service_refused': [
    'Dịch vụ ký số từ xa từ chối: {reason}. Hãy kiểm tra tài khoản ký số.',
    'The signing service refuses: {reason}. Check the credential.',
  ],
  'signatures.wrong_password': [
    'Mật khẩu của chứng thư số không đúng. Hãy nhập lại.',
    'The password of the certificate is not right. Type it again.',
  ],
} as const;
