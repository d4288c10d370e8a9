/** The words are New Zealand English and dates are typed day first, so dates are written that way too. */
export const locale = "en-NZ";
