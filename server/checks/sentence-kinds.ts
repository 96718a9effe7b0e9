/** Words of what is to be, not of what was: such sentences are no results. */
export const isInPlan = (text: string): boolean =>
  /phấn đấu|dự kiến|đề ra|đặt mục tiêu|tối thiểu|trở lên|không quá|dự báo/iu.test(text);
