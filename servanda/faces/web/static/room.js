// Every page works without this. With it: keys that rule and search, and words chosen by selecting them.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

const press = (key) => {
  if (key === "/") {
    const seek = document.getElementById("seek");
    seek.focus();
    seek.select();
    return true;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  wanted?.click();
  return wanted !== null;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
});

// Words selected in the paragraph become the entry's words, whose place the server finds; or the sentences that another speaks.
const context = document.querySelector(".context");
const words = document.getElementById("words");

// What a selection has of a stretch of the page.
const shared = (range, stretch) => {
  const own = document.createRange();
  own.selectNodeContents(stretch);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString().trim();
};

// Of a turn whole sentences are another's: the first and the last that the selection touches.
const choose = (range) => {
  const touched = [...context.querySelectorAll("[data-from]")].filter((sentence) => shared(range, sentence) !== "");
  if (!touched.length) return;
  document.getElementById("field-start").value = touched[0].dataset.from;
  document.getElementById("field-end").value = touched[touched.length - 1].dataset.to;
};
if (context) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (!context.contains(range.commonAncestorContainer)) return;
    if (words) words.value = range.toString();
    else choose(range);
  });
}
