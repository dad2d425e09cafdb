// Phosphor icons, always beside a word: hidden from screen readers.
import arrowClockwise from "@phosphor-icons/core/duotone/arrow-clockwise-duotone.svg";
import arrowLeft from "@phosphor-icons/core/bold/arrow-left-bold.svg";
import bellRinging from "@phosphor-icons/core/duotone/bell-ringing-duotone.svg";
import camera from "@phosphor-icons/core/duotone/camera-duotone.svg";
import calendarCheck from "@phosphor-icons/core/duotone/calendar-check-duotone.svg";
import caretLeft from "@phosphor-icons/core/bold/caret-left-bold.svg";
import caretRight from "@phosphor-icons/core/bold/caret-right-bold.svg";
import check from "@phosphor-icons/core/bold/check-bold.svg";
import checkCircle from "@phosphor-icons/core/duotone/check-circle-duotone.svg";
import clock from "@phosphor-icons/core/duotone/clock-duotone.svg";
import deviceTablet from "@phosphor-icons/core/duotone/device-tablet-duotone.svg";
import downloadSimple from "@phosphor-icons/core/duotone/download-simple-duotone.svg";
import eye from "@phosphor-icons/core/duotone/eye-duotone.svg";
import filePlus from "@phosphor-icons/core/duotone/file-plus-duotone.svg";
import eraser from "@phosphor-icons/core/duotone/eraser-duotone.svg";
import fileText from "@phosphor-icons/core/duotone/file-text-duotone.svg";
import globe from "@phosphor-icons/core/duotone/globe-duotone.svg";
import handPointing from "@phosphor-icons/core/duotone/hand-pointing-duotone.svg";
import handWaving from "@phosphor-icons/core/duotone/hand-waving-duotone.svg";
import highlighter from "@phosphor-icons/core/duotone/highlighter-duotone.svg";
import hourglass from "@phosphor-icons/core/duotone/hourglass-duotone.svg";
import identificationCard from "@phosphor-icons/core/duotone/identification-card-duotone.svg";
import info from "@phosphor-icons/core/duotone/info-duotone.svg";
import keyboard from "@phosphor-icons/core/duotone/keyboard-duotone.svg";
import listChecks from "@phosphor-icons/core/duotone/list-checks-duotone.svg";
import lockKey from "@phosphor-icons/core/duotone/lock-key-duotone.svg";
import magnifyingGlass from "@phosphor-icons/core/bold/magnifying-glass-bold.svg";
import mapPin from "@phosphor-icons/core/duotone/map-pin-duotone.svg";
import microphone from "@phosphor-icons/core/duotone/microphone-duotone.svg";
import microphoneSlash from "@phosphor-icons/core/duotone/microphone-slash-duotone.svg";
import moon from "@phosphor-icons/core/duotone/moon-duotone.svg";
import pause from "@phosphor-icons/core/duotone/pause-duotone.svg";
import phone from "@phosphor-icons/core/duotone/phone-duotone.svg";
import phoneDisconnect from "@phosphor-icons/core/duotone/phone-disconnect-duotone.svg";
import play from "@phosphor-icons/core/duotone/play-duotone.svg";
import printer from "@phosphor-icons/core/duotone/printer-duotone.svg";
import prohibit from "@phosphor-icons/core/duotone/prohibit-duotone.svg";
import question from "@phosphor-icons/core/duotone/question-duotone.svg";
import sealCheck from "@phosphor-icons/core/duotone/seal-check-duotone.svg";
import rectangle from "@phosphor-icons/core/duotone/rectangle-duotone.svg";
import shieldCheck from "@phosphor-icons/core/duotone/shield-check-duotone.svg";
import shieldWarning from "@phosphor-icons/core/duotone/shield-warning-duotone.svg";
import signature from "@phosphor-icons/core/duotone/signature-duotone.svg";
import signOut from "@phosphor-icons/core/duotone/sign-out-duotone.svg";
import speakerHigh from "@phosphor-icons/core/duotone/speaker-high-duotone.svg";
import sun from "@phosphor-icons/core/duotone/sun-duotone.svg";
import undo from "@phosphor-icons/core/bold/arrow-u-up-left-bold.svg";
import user from "@phosphor-icons/core/duotone/user-duotone.svg";
import usersThree from "@phosphor-icons/core/duotone/users-three-duotone.svg";
import videoCamera from "@phosphor-icons/core/duotone/video-camera-duotone.svg";
import videoCameraSlash from "@phosphor-icons/core/duotone/video-camera-slash-duotone.svg";
import warning from "@phosphor-icons/core/duotone/warning-duotone.svg";
import wifiSlash from "@phosphor-icons/core/duotone/wifi-slash-duotone.svg";
import x from "@phosphor-icons/core/bold/x-bold.svg";
import xCircle from "@phosphor-icons/core/duotone/x-circle-duotone.svg";

const ICONS = {
  arrowClockwise, arrowLeft, bellRinging, calendarCheck, camera, caretLeft, caretRight, check, checkCircle, clock, deviceTablet,
  downloadSimple, eye, filePlus, fileText, globe, handWaving, hourglass, identificationCard, info, keyboard, lockKey, mapPin, microphone,
  microphoneSlash, moon, pause, phone, phoneDisconnect, play, printer, prohibit, question, sealCheck, shieldCheck,
  shieldWarning, signature, signOut, speakerHigh, sun, user, usersThree, videoCamera, videoCameraSlash, warning,
  wifiSlash, x, xCircle, eraser, handPointing, highlighter, listChecks, magnifyingGlass, rectangle, undo,
};

export type IconName = keyof typeof ICONS;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  const html = { __html: ICONS[name] };
  return <span class="icon" aria-hidden="true" style={{ "--icon": `${size}px` }} dangerouslySetInnerHTML={html} />;
}
