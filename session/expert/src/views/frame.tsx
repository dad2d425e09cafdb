// What every screen of both pages shares: words, header, notices, dialogs.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { errorText, type Language, type Say } from "../i18n/text.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface Words {
  say: Say;
  language: Language;
}

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("no words above this view");
  return words;
}

interface ButtonProps {
  icon?: IconName;
  kind?: "main" | "plain" | "quiet" | "stop" | "call";
  onClick: () => void;
  children: ComponentChildren;
  disabled?: boolean;
  pressed?: boolean;
  keys?: string;
  id?: string;
  /** What is read aloud, where the words alone do not say which one. */
  label?: string;
}

export function Button({ icon, kind = "plain", onClick, children, disabled, pressed, keys, id, label }: ButtonProps) {
  return (
    <button
      type="button"
      id={id}
      class={`button button--${kind}`}
      disabled={disabled}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      aria-label={label}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** An error in words with its code, until dismissed. */
export function ErrorNotice({ error, onClose }: { error: string; onClose: () => void }) {
  const { say } = useWords();
  const { sentence, code } = errorText(say, error);
  return (
    <div class="notice notice--stop" role="alert" data-error={error}>
      <Icon name="warning" />
      <p>
        {sentence} {code && <span class="code">({say("error.code", { code })})</span>}
      </p>
      <button type="button" class="notice__close" aria-label={say("close")} onClick={onClose}>
        <Icon name="x" size={16} />
      </button>
    </div>
  );
}

/** Nothing to show yet; when the server does not answer, that is said rather than left blank. */
export function Loading({ unreachable }: { unreachable: boolean }) {
  const { say } = useWords();
  return (
    <main class="loading">
      {unreachable && (
        <p class="lead" role="status">
          {say("relay.unreachable")}
        </p>
      )}
    </main>
  );
}

/** A modal dialog; Escape closes it, the focus comes back where it was. */
export function Dialog(props: { title: string; icon: IconName; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby="dialog-title" onClose={props.onClose}>
      <h2 id="dialog-title">
        <Icon name={props.icon} size={30} />
        {props.title}
      </h2>
      {props.children}
    </dialog>
  );
}

interface HeaderProps {
  who: string;
  where: string;
  online: boolean;
  dark: boolean;
  onTheme: () => void;
  onLanguage: () => void;
  onKeys?: (() => void) | undefined;
  onLogout?: (() => void) | undefined;
}

export function Header(props: HeaderProps) {
  const { say } = useWords();
  const { who, where, online } = props;
  return (
    <header class="header">
      <img class="header__mark" src="/assets/icon.svg" alt="" width="36" height="36" />
      <div class="header__who">
        <strong>{who || say("product")}</strong>
        {where && <span>{where}</span>}
      </div>
      {who && (
        <span class={`pill ${online ? "pill--good" : "pill--warn"}`} role="status" data-online={online}>
          <span class="dot" aria-hidden="true" />
          {say(online ? "relay.online" : "relay.offline")}
        </span>
      )}
      <div class="header__tools">
        <Button kind="quiet" icon="globe" onClick={props.onLanguage}>
          {say("lang.other")}
        </Button>
        <Button kind="quiet" icon={props.dark ? "sun" : "moon"} onClick={props.onTheme}>
          {say(props.dark ? "theme.light" : "theme.dark")}
        </Button>
        {props.onKeys && (
          <Button kind="quiet" icon="keyboard" keys="?" onClick={props.onKeys}>
            {say("shortcuts")}
          </Button>
        )}
        {props.onLogout && (
          <Button kind="quiet" icon="signOut" onClick={props.onLogout}>
            {say("logout")}
          </Button>
        )}
      </div>
    </header>
  );
}
