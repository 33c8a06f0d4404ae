/** For links of a navigation: else one that other addresses begin with would be the current page on those too. */
export const EXACTLY = { exact: true };
