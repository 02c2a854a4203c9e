// What pages do beyond what they hold. Every page works without any of this; it only makes some
// of them quicker to use. Each module finds out by itself whether the page has its part; the two
// largest, of the Gantt chart and of the sheet, are named by their pages alone.

import "./live/page.js";
import "./live/rows.js";
import "./keys.js";
import "./preview.js";
import "./unsaved.js";
import "./upload.js";
import "./alerts.js";
import "./duties.js";
import "./menus.js";
import "./ordering.js";
import "./rail.js";
import "./task-form.js";
import "./toasts.js";
