// Draw attention: two soft notes, the tab's title, a notification where allowed.
const NOTES_HZ = [659, 880];
const BLINK_MS = 1200;

export class Alert {
  #audio: AudioContext | null = null;
  #timer = 0;
  readonly #title = document.title;

  /** Browsers allow sound only after a touch or key: call this from one. */
  unlock(): void {
    this.#audio ??= new AudioContext();
    void this.#audio.resume();
  }

  chime(): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    NOTES_HZ.forEach((frequency, i) => {
      const at = audio.currentTime + 0.22 * i;
      const gain = audio.createGain();
      const note = audio.createOscillator();
      note.frequency.value = frequency;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.18, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
      note.connect(gain).connect(audio.destination);
      note.start(at);
      note.stop(at + 0.65);
    });
  }

  notify(body: string): void {
    if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
    const notification = new Notification(this.#title, { body, tag: "visio-guichet", icon: "/assets/icon.svg" });
    notification.onclick = () => window.focus();
  }

  /** Blink the tab's title until `calm`; a seen page needs no blinking. */
  title(text: string): void {
    window.clearInterval(this.#timer);
    document.title = text;
    this.#timer = window.setInterval(() => {
      document.title = document.title === text && document.hidden ? this.#title : text;
    }, BLINK_MS);
  }

  calm(): void {
    window.clearInterval(this.#timer);
    document.title = this.#title;
  }
}
