// A live picture. Sound may be refused by the browser until someone touches the page.
import { useEffect, useRef } from "preact/hooks";

interface Props {
  stream: MediaStream | null;
  muted: boolean;
  label: string;
  id: string;
  mirrored?: boolean;
  onBlocked?: (blocked: boolean) => void;
  onElement?: ((video: HTMLVideoElement) => void) | undefined;
  /** The first picture is there. */
  onPicture?: () => void;
}

export function Picture({ stream, muted, label, id, mirrored, onBlocked, onElement, onPicture }: Props) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (!stream) return;
    video.play().then(
      () => onBlocked?.(false),
      (reason: unknown) => {
        if (!(reason instanceof DOMException) || reason.name !== "NotAllowedError") return;
        // After a reload nobody has touched the page yet: the picture at least may play.
        video.muted = true;
        onBlocked?.(true);
        video.play().catch(() => undefined);
      },
    );
  }, [stream]);
  useEffect(() => {
    if (ref.current) onElement?.(ref.current);
  }, []);
  return (
    <video
      ref={ref}
      id={id}
      class={mirrored ? "picture picture--mirrored" : "picture"}
      muted={muted}
      playsInline
      autoPlay
      aria-label={label}
      onLoadedData={onPicture}
    />
  );
}
