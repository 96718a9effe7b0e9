import type { Command, Lang } from './args.ts';

const GENERAL: Record<Lang, string> = {
  vi: `motcua: số liệu, biểu mẫu và vận hành của Một Cửa

Cách dùng:  motcua <lệnh> [tùy chọn]        (npm run -s motcua -- <lệnh> [tùy chọn])

Lệnh:
  figures   số liệu của một đơn vị trong một kỳ
  records   danh sách hồ sơ làm nên một số liệu
  report    xuất báo cáo, biểu mẫu ra Word, Excel hoặc PDF
  seed      tạo thêm hồ sơ giả để thử tải
  migrate   cập nhật cấu trúc cơ sở dữ liệu và các gói quy định
  doctor    kiểm tra máy, cơ sở dữ liệu, nhật ký, số liệu
  recount   đếm lại số liệu hồ sơ theo đơn vị và ngày, hoặc so với hồ sơ
  check     rà soát số liệu trong một báo cáo có sẵn (.docx, .pdf, .xlsx, .md, .txt)

Tùy chọn chung:
  -h, --help     hướng dẫn của từng lệnh: motcua figures --help
  --lang vi|en   ngôn ngữ (mặc định vi; biến môi trường MOTCUA_LANG)

Cơ sở dữ liệu: của phần mềm đang chạy (npm start); nếu chưa chạy thì lệnh tự mở và đóng; hoặc PostgreSQL ở DATABASE_URL.
Kết quả ghi ra stdout, thông báo và lỗi ghi ra stderr. Mã thoát: 0 xong; 1 yêu cầu bị từ chối; 2 dòng lệnh sai.`,
  en: `motcua: figures, forms and operation of Một Cửa

Usage:  motcua <command> [options]        (npm run -s motcua -- <command> [options])

Commands:
  figures   figures of a unit in a period
  records   the dossiers behind a figure
  report    write a report or form as Word, Excel or PDF
  seed      add made-up dossiers for load trials
  migrate   bring the database and the packs up to date
  doctor    check the machine, the database, the audit trail, the projections
  recount   count dossiers by unit and day anew, or compare with the dossiers
  check     check the figures of a finished report (.docx, .pdf, .xlsx, .md, .txt)

Options everywhere:
  -h, --help     help of each command: motcua figures --help
  --lang vi|en   language (default vi; environment variable MOTCUA_LANG)

Database: that of the running product (npm start); if none runs, the command starts it and stops it; or PostgreSQL at DATABASE_URL.
Results go to stdout, messages and errors to stderr. Exit codes: 0 done; 1 refused; 2 wrong command line.`,
};

const PERIOD_VI = `  --unit U       mã định danh hoặc tên tắt: H34.38, kon-ray, dak-song, po-y, ngan-son, tu-mo-rong
  --from NGÀY    ngày đầu kỳ, dạng 2023-01-01
  --to NGÀY      ngày cuối kỳ, tính cả ngày này
  --scope S      own: chỉ đơn vị; below: chỉ cấp dưới; all: cả hai (mặc định)`;
const PERIOD_EN = `  --unit U       code or short name: H34.38, kon-ray, dak-song, po-y, ngan-son, tu-mo-rong
  --from DAY     first day, as 2023-01-01
  --to DAY       last day, included
  --scope S      own: the unit itself; below: what is below it; all: both (default)`;
const FILTERS_VI = `  --sector L     chỉ một lĩnh vực, mã hoặc tên: dat-dai, "Đất đai"
  --procedure T  chỉ một thủ tục, theo mã
  --channel K    direct, online, post  --level C        province, district, commune`;
const FILTERS_EN = `  --sector S     one sector only, code or name: dat-dai, "Đất đai"
  --procedure P  one procedure only, by code
  --channel C    direct, online, post  --level L        province, district, commune`;

const COMMAND: Record<Command, Record<Lang, string>> = {
  check: {
    vi: `motcua check: rà soát số liệu, ngày tháng, viện dẫn trong báo cáo; không cần cơ sở dữ liệu, không cần mạng

Cách dùng:  motcua check TỆP… [--format F] [--out ĐƯỜNG_DẪN] [--rules R01,R03] [--fail-on M]

  TỆP            một hoặc nhiều tệp .docx, .pdf (có chữ), .xlsx, .md, .txt
  --format F     text (mặc định), json, sarif, html; docx: trả lại tệp Word kèm nhận xét ở từng chỗ
  --out Đ        ghi ra tệp thay vì stdout; với docx và nhiều tệp là một thư mục
  --rules R      chỉ chạy các quy tắc này, ví dụ R01,R03
  --fail-on M    error (mặc định), warning, never: từ mức nào thì mã thoát là 1

Mã thoát: 0 không có phát hiện từ mức đã chọn; 1 có; 2 có tệp không đọc được.
Giới hạn mỗi tệp: 50 MB, 5 triệu ký tự, 1 GB bộ nhớ (1,3 GB cả tiến trình; biến môi trường MOTCUA_CHECK_HEAP_MB để hạ), 3 phút;
liệt kê tối đa 5.000 phát hiện, phần còn lại được đếm và nêu số lượng. Vượt giới hạn thì tệp bị coi là không đọc được, mã thoát 2.

Ví dụ:  motcua check bao-cao.docx --format docx --out bao-cao.nhan-xet.docx`,
    en: `motcua check: check figures, dates and references of reports; no database, no network

Usage:  motcua check FILE… [--format F] [--out PATH] [--rules R01,R03] [--fail-on L]

  FILE           one or more .docx, .pdf (with text), .xlsx, .md, .txt
  --format F     text (default), json, sarif, html; docx: the Word file back with a comment at each finding
  --out PATH     write to a file instead of stdout; for docx and several files, a folder
  --rules R      only these rules, as R01,R03
  --fail-on L    error (default), warning, never: the level from which the exit code is 1

Exit codes: 0 nothing found at that level or above; 1 something; 2 a file could not be read.
Limits of a file: 50 MB, 5 million characters, 1 GB of heap (1.3 GB for the process; environment variable MOTCUA_CHECK_HEAP_MB
lowers it), 3 minutes; 5,000 findings are listed, the rest is counted and told. What is beyond cannot be read: exit code 2.

Example:  motcua check report.docx --format docx --out report.comments.docx`,
  },
  figures: {
    vi: `motcua figures: số liệu của một đơn vị trong một kỳ

Cách dùng:  motcua figures --unit U --from NGÀY --to NGÀY [--scope S] [--sector L] [--json]

${PERIOD_VI}
${FILTERS_VI}
  --json         {unit, from, to, scope, measures: {TÊN: {value, numerator?, denominator?}}, notes}; chưa có số liệu là null

Ví dụ:  motcua figures --unit dak-song --from 2023-01-01 --to 2023-09-20`,
    en: `motcua figures: figures of a unit in a period

Usage:  motcua figures --unit U --from DAY --to DAY [--scope S] [--sector S] [--json]

${PERIOD_EN}
${FILTERS_EN}
  --json         {unit, from, to, scope, measures: {NAME: {value, numerator?, denominator?}}, notes}; not available is null

Example:  motcua figures --unit dak-song --from 2023-01-01 --to 2023-09-20`,
  },
  records: {
    vi: `motcua records: danh sách hồ sơ làm nên một số liệu

Cách dùng:  motcua records --unit U --measure TÊN --from NGÀY --to NGÀY [--scope S] [--sector L] [--json]

${PERIOD_VI}
  --measure TÊN  tên chỉ tiêu như ở lệnh figures --json: received, resolved_overdue, …
${FILTERS_VI}
  --json         {count, digest, records: [{code, …}]}; count bằng đúng số liệu, digest là chữ ký của tập hồ sơ

Ví dụ:  motcua records --unit dak-song --measure resolved_overdue --from 2023-01-01 --to 2023-09-20`,
    en: `motcua records: the dossiers behind a figure

Usage:  motcua records --unit U --measure NAME --from DAY --to DAY [--scope S] [--sector S] [--json]

${PERIOD_EN}
  --measure NAME name of the measure as in figures --json: received, resolved_overdue, …
${FILTERS_EN}
  --json         {count, digest, records: [{code, …}]}; count equals the figure, digest is the signature of the set

Example:  motcua records --unit dak-song --measure resolved_overdue --from 2023-01-01 --to 2023-09-20`,
  },
  report: {
    vi: `motcua report: xuất báo cáo và biểu mẫu ra tệp

Cách dùng:  motcua report --form II.06a --unit U --from NGÀY --to NGÀY --out TỆP.docx|.xlsx|.pdf [--by sector|unit]

${PERIOD_VI}
  --form MÃ      biểu mẫu: II.06a
  --by B         dòng của biểu Excel: sector theo lĩnh vực (mặc định), unit theo đơn vị
  --out TỆP      đuôi tệp quyết định dạng: .docx, .pdf báo cáo kèm biểu; .xlsx biểu có công thức

Ví dụ:  motcua report --form II.06a --unit dak-song --from 2023-01-01 --to 2023-09-20 --out bao-cao.docx`,
    en: `motcua report: write a report or form to a file

Usage:  motcua report --form II.06a --unit U --from DAY --to DAY --out FILE.docx|.xlsx|.pdf [--by sector|unit]

${PERIOD_EN}
  --form CODE    form: II.06a
  --by B         rows of the Excel form: sector (default) or unit
  --out FILE     the ending decides: .docx, .pdf report with the form; .xlsx form with formulas

Example:  motcua report --form II.06a --unit dak-song --from 2023-01-01 --to 2023-09-20 --out report.docx`,
  },
  seed: {
    vi: `motcua seed: tạo thêm hồ sơ giả để thử tải; không dùng trên dữ liệu thật

Cách dùng:  motcua seed [--dossiers N]

  --dossiers N   số hồ sơ (mặc định 10000)`,
    en: `motcua seed: add made-up dossiers for load trials; never on real data

Usage:  motcua seed [--dossiers N]

  --dossiers N   how many (default 10000)`,
  },
  migrate: {
    vi: `motcua migrate: cập nhật cấu trúc cơ sở dữ liệu và nạp các gói quy định đã đổi; chạy lại không hại gì

Cách dùng:  motcua migrate`,
    en: `motcua migrate: bring the database and changed packs up to date; running it again does no harm

Usage:  motcua migrate`,
  },
  doctor: {
    vi: `motcua doctor: kiểm tra máy, cơ sở dữ liệu, quyền chỉ-ghi-thêm của nhật ký, gói quy định, chuỗi nhật ký, hồ sơ dựng lại từ sự kiện

Cách dùng:  motcua doctor [--json]

Mã thoát 1 khi có mục không đạt.`,
    en: `motcua doctor: check the machine, the database, the append-only grants, the packs, the audit chain, dossiers rebuilt from events

Usage:  motcua doctor [--json]

Exit code 1 when a check fails.`,
  },
  recount: {
    vi: `motcua recount: đếm lại từ hồ sơ số liệu theo đơn vị và ngày mà trang tổng quan đọc; phần mềm vẫn chạy bình thường trong lúc đếm

Cách dùng:  motcua recount [--check]

  --check        không đếm lại, chỉ so số đang giữ với hồ sơ từng tháng, từng đơn vị, từng chỉ tiêu

Phần mềm tự giữ số đếm khớp với hồ sơ và tự so mỗi đêm; lệnh này dành cho lúc muốn làm ngay. Mã thoát 1 khi có chỗ khác.`,
    en: `motcua recount: count dossiers by unit and day anew, as the overview reads them; the product works on meanwhile

Usage:  motcua recount [--check]

  --check        count nothing anew, only compare what is kept with the dossiers: every month, unit and measure

The product keeps them equal by itself and compares every night; this is for doing it now. Exit code 1 when something differs.`,
  },
};

export function helpOf(command: Command | null, lang: Lang): string {
  return command === null ? GENERAL[lang] : COMMAND[command][lang];
}
