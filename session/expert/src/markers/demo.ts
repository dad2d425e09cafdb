// Only with `?demo=1`: a drawn picture and tones in place of camera and microphone, and readers.
import { cells, countPicture, NO_PICTURES, readStrip, CELLS, type PictureCounts } from "./picture.ts";
import { audioOk, countTone, hear, NO_TONES, STEP_S, TONES, WINDOW_S, type ToneCounts } from "./tones.ts";

const RAMP_S = 0.01;
const LOUDNESS = 0.25;

export interface Options {
  width: number;
  height: number;
  fps: number;
}

/** `?demo=1&size=640x360&fps=15`; `null` without `demo=1`. */
export function demoOptions(search: string): Options | null {
  const query = new URLSearchParams(search);
  if (query.get("demo") !== "1") return null;
  const size = /^(\d{2,4})x(\d{2,4})$/.exec(query.get("size") ?? "640x360");
  const fps = Math.min(60, Math.max(1, Number(query.get("fps") ?? 15) || 15));
  return { width: Number(size?.[1] ?? 640), height: Number(size?.[2] ?? 360), fps };
}

function drawPerson(context: CanvasRenderingContext2D, counter: number, { width, height }: Options): void {
  const sway = Math.sin(counter / 12) * width * 0.012;
  context.fillStyle = "#A9C2BD";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#0E5A5A";
  context.beginPath();
  context.ellipse(width / 2 + sway, height * 1.02, width * 0.24, height * 0.36, 0, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = "#EBCBB0";
  context.beginPath();
  context.ellipse(width / 2 + sway, height * 0.47, height * 0.19, height * 0.22, 0, 0, 2 * Math.PI);
  context.fill();
}

function drawStrip(context: CanvasRenderingContext2D, counter: number, { width, height }: Options): void {
  cells(counter).forEach((white, i) => {
    context.fillStyle = white ? "#fff" : "#000";
    const left = Math.round((i * width) / CELLS);
    context.fillRect(left, 0, Math.round(((i + 1) * width) / CELLS) - left, Math.round(height / 9));
  });
}

function toneTrack(audio: AudioContext): MediaStreamTrack | undefined {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const out = audio.createMediaStreamDestination();
  oscillator.connect(gain).connect(out);
  gain.gain.value = 0;
  oscillator.start();
  let step = 0;
  let at = audio.currentTime + 0.1;
  const schedule = () => {
    for (; at < audio.currentTime + 1.5; at += STEP_S, step++) {
      oscillator.frequency.setValueAtTime(TONES[step % TONES.length] ?? 0, at);
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(LOUDNESS, at + RAMP_S);
      gain.gain.setValueAtTime(LOUDNESS, at + STEP_S - RAMP_S);
      gain.gain.linearRampToValueAtTime(0, at + STEP_S);
    }
  };
  schedule();
  window.setInterval(schedule, 250);
  return out.stream.getAudioTracks()[0];
}

export interface Marks {
  video: PictureCounts;
  audio: ToneCounts & { ok: boolean };
  sent: number;
}

/** The demo's source and its readers; one per page. */
export class Demo {
  readonly marks: Marks = { video: NO_PICTURES, audio: { ...NO_TONES, ok: false }, sent: -1 };
  #audio: AudioContext | null = null;
  #watched: MediaStream | null = null;
  #listening = 0;

  constructor(private readonly options: Options) {}

  /** The stream that stands for camera and microphone. */
  source(): MediaStream {
    const canvas = document.createElement("canvas");
    canvas.width = this.options.width;
    canvas.height = this.options.height;
    const context = canvas.getContext("2d");
    const draw = () => {
      if (!context) return;
      this.marks.sent = (this.marks.sent + 1) % 65536;
      drawPerson(context, this.marks.sent, this.options);
      drawStrip(context, this.marks.sent, this.options);
    };
    draw();
    window.setInterval(draw, 1000 / this.options.fps);
    const stream = canvas.captureStream(this.options.fps);
    const tone = toneTrack(this.#context());
    if (tone) stream.addTrack(tone);
    return stream;
  }

  /** Read the marks of every new picture of `video`. */
  watch(video: HTMLVideoElement): void {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const look = () => {
      const { videoWidth: width, videoHeight: height } = video;
      if (context && width > 0 && height >= 9) {
        canvas.width = width;
        canvas.height = Math.floor(height / 9);
        context.drawImage(video, 0, 0, width, height / 9, 0, 0, width, canvas.height);
        const { data } = context.getImageData(0, 0, width, canvas.height);
        this.marks.video = countPicture(this.marks.video, readStrip(data, width, canvas.height));
      }
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  /** Read the tones of `stream` from now on, instead of the one before. */
  listen(stream: MediaStream): void {
    if (stream === this.#watched || stream.getAudioTracks().length === 0) return;
    this.#watched = stream;
    window.clearInterval(this.#listening);
    const audio = this.#context();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 4096;
    audio.createMediaStreamSource(stream).connect(analyser);
    const all = new Float32Array(analyser.fftSize);
    const length = Math.round(WINDOW_S * audio.sampleRate);
    this.#listening = window.setInterval(() => {
      analyser.getFloatTimeDomainData(all);
      const next = countTone(this.marks.audio, hear(all.subarray(all.length - length), audio.sampleRate));
      this.marks.audio = { ...next, ok: audioOk(next) };
    }, WINDOW_S * 1000);
  }

  /** Write the counts on `element` as `data-…` attributes, twice a second. */
  show(element: HTMLElement): void {
    const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    window.setInterval(() => {
      const { video, audio, sent } = this.marks;
      const { candidate: _, ...heard } = audio;
      for (const [name, value] of Object.entries(video)) element.setAttribute(`data-video-${dashed(name)}`, `${value}`);
      for (const [name, value] of Object.entries(heard)) element.setAttribute(`data-audio-${dashed(name)}`, `${value}`);
      element.setAttribute("data-sent-last", `${sent}`);
    }, 500);
  }

  #context(): AudioContext {
    this.#audio ??= new AudioContext({ sampleRate: 48000 });
    void this.#audio.resume();
    return this.#audio;
  }
}
