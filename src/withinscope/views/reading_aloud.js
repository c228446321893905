/**
 * The client's lines read aloud by the browser's own speech, once somebody has asked for it. Only by
 * a voice on this computer: others send what they read to whoever made the browser.
 */
import { contentLanguage } from "./language.js";
import { speechParts } from "./speech.js";

/** @typedef {{say: (line: string) => void, hush: () => void}} Voice takes each line that comes; falls silent */

/** Where nothing is read. @type {Voice} */
export const silent = { say() {}, hush() {} };

/** What of a line is heard: not what is done without a word. @param {string} line */
export function voicedText(line) {
  const said = speechParts(line).filter((part) => !part.act);
  return said
    .map((part) => part.text.trim())
    .join(" ")
    .trim();
}

/** A voice of this computer for the course's language, or none. @param {SpeechSynthesisVoice[]} voices */
export function localVoice(voices) {
  const wanted = contentLanguage() ?? "en";
  const here = voices.filter((voice) => voice.localService);
  return here.find((voice) => voice.lang.startsWith(wanted)) ?? null;
}

/**
 * A button that has lines read from now on, and shows whether they are; hidden where no voice is.
 * @param {HTMLButtonElement} button
 * @param {AbortSignal} signal aborted when its conversation leaves the page
 * @returns {Voice}
 */
export function readingAloud(button, signal) {
  const speech = window.speechSynthesis;
  if (!speech) return silent;
  let latest = "";
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  const hush = () => speech.cancel();
  const read = () => {
    const text = voicedText(latest);
    if (!isOn() || !text) return;
    hush();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = localVoice(speech.getVoices());
    spoken.lang = contentLanguage() ?? "en";
    speech.speak(spoken);
  };
  const offer = () => {
    button.hidden = !localVoice(speech.getVoices());
  };
  const turn = () => {
    button.setAttribute("aria-pressed", String(!isOn()));
    if (isOn()) read();
    else hush();
  };
  offer();
  speech.addEventListener("voiceschanged", offer, { signal });
  button.addEventListener("click", turn, { signal });
  signal.addEventListener("abort", hush, { once: true });
  const say = (/** @type {string} */ line) => {
    latest = line;
    read();
  };
  return { say, hush };
}
