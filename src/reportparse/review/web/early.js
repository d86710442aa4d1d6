(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("reportparse.theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (e) { /* a page opened from disk may have no storage */ }
})(document.documentElement);
