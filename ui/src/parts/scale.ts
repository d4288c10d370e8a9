/**
 * Device pixels of one CSS pixel. WebKit leaves the page's zoom, which is also how it follows the
 * system's text size, out of `devicePixelRatio`; the window's outer width is measured before the zoom.
 */
export function deviceScale(): number {
  const ratio = window.devicePixelRatio || 1;
  if (!window.innerWidth || /Chrome/.test(navigator.userAgent)) return ratio;
  return ratio * (Math.round((window.outerWidth / window.innerWidth) * 100) / 100 || 1);
}
