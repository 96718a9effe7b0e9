/** Sentences of the module jobs; see ../errors.ts. */
export const jobs = {
  'jobs.already_finished': [
    'Việc này đã kết thúc nên không hủy được nữa. Tải lại danh sách để xem kết quả.',
    'This work has ended already and cannot be cancelled. Reload the list to see what came of it.',
  ],
  'jobs.crashed': [
    'Việc này gặp lỗi của hệ thống và đã dừng. Hãy báo người quản trị kèm số việc {job_id}.',
    'This work stopped because of a fault of the system. Tell the administrator the number {job_id}.',
  ],
  'jobs.not_found': [
    'Không có việc này hoặc bạn không được xem. Tải lại danh sách công việc nền.',
    'There is no such work, or you may not see it. Reload the list of background work.',
  ],
} as const;
