/** Texts of jobs. */
export const jobs = {
  'nav.jobs': ['Công việc nền', 'Background work'],
  'jobs.lead': [
    'Việc chạy lâu do bạn giao: nhập tệp, gửi thông báo, kiểm tra báo cáo. Theo dõi và hủy tại đây.',
    'Long work you asked for: imports, messages, checks. Watch and cancel it here.',
  ],
  'jobs.mine': ['Của tôi', 'Mine'],
  'jobs.of_units': ['Của đơn vị', 'Of my units'],
  'jobs.title': ['Việc', 'Work'],
  'jobs.state': ['Trạng thái', 'State'],
  'jobs.state.waiting': ['Chờ chạy', 'Waiting'],
  'jobs.state.running': ['Đang chạy', 'Running'],
  'jobs.state.done': ['Xong', 'Done'],
  'jobs.state.failed': ['Không xong', 'Failed'],
  'jobs.state.cancelled': ['Đã hủy', 'Cancelled'],
  'jobs.progress': ['Tiến độ', 'Progress'],
  'jobs.by': ['Người giao', 'Asked by'],
  'jobs.created': ['Giao lúc', 'Asked at'],
  'jobs.cancel': ['Hủy việc', 'Cancel'],
  'jobs.cancel_text': [
    'Việc sẽ dừng ở bước kế tiếp và không để lại gì dở dang.',
    'It stops at its next step and leaves nothing half done.',
  ],
  'jobs.none': ['Chưa có việc nào.', 'There is no work.'],
} as const;
