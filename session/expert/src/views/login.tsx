// Who are you? Wrong tries say how long to wait.
import { useEffect, useRef, useState } from "preact/hooks";
import { errorText } from "../i18n/text.ts";
import type { TextKey } from "../i18n/fr.ts";
import type { LoginResult } from "../net/api.ts";
import { useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";

interface Props {
  lead: TextKey;
  /** Where people of the other role log in, and what to say of it. */
  other: { href: string; text: TextKey };
  /** The session ended by itself: say so, or the person believes in a fault. */
  expired: boolean;
  onLogin: (name: string, password: string) => Promise<LoginResult>;
}

const PROMISES: [IconName, TextKey][] = [
  ["lockKey", "login.promise-1"],
  ["prohibit", "login.promise-2"],
  ["usersThree", "login.promise-3"],
];

export function Login({ lead, other, expired, onLogin }: Props) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = window.setTimeout(() => setWait(wait - 1), 1000);
    return () => window.clearTimeout(timer);
  }, [wait]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    const result = await onLogin(String(form.get("login")), String(form.get("password")));
    setBusy(false);
    if (result.kind === "refused") {
      setError(result.key);
      setWait(Math.ceil(result.waitS));
    } else if (result.kind === "unreachable") setError("unreachable");
    if (result.kind === "in") return;
    password.current?.focus();
    password.current?.select();
  };

  return (
    <main class="login">
      <section class="login__side" aria-label={say("product")}>
        <p class="login__brand">{say("product")}</p>
        <ul>
          {PROMISES.map(([icon, key]) => (
            <li key={key}>
              <Icon name={icon} size={30} />
              {say(key)}
            </li>
          ))}
        </ul>
      </section>
      <form class="login__form" onSubmit={(event) => void submit(event)}>
        <h1>{say("login.title")}</h1>
        <p class="lead">{say(lead)}</p>
        {expired && !error && (
          <div class="notice" role="status">
            <Icon name="clock" />
            <p>{say("login.expired")}</p>
          </div>
        )}
        <label for="login">{say("login.name")}</label>
        <input id="login" name="login" ref={first} autocomplete="username" required maxLength={80} />
        <label for="password">{say("login.password")}</label>
        <input
          id="password"
          name="password"
          type="password"
          ref={password}
          autocomplete="current-password"
          required
          maxLength={1000}
        />
        {error && <LoginError error={error} wait={wait} />}
        <button class="button button--main button--wide" type="submit" disabled={busy || wait > 0}>
          {say(busy ? "login.checking" : "login.submit")}
        </button>
        <p class="login__other">
          <a href={other.href}>{say(other.text)}</a>
        </p>
      </form>
    </main>
  );
}

function LoginError({ error, wait }: { error: string; wait: number }) {
  const { say } = useWords();
  const { sentence, code } =
    error === "unreachable" ? { sentence: say("login.unreachable"), code: "L01" } : errorText(say, error);
  return (
    <div class="notice notice--stop" data-error={error}>
      <Icon name="warning" />
      <p>
        <span role="alert">
          {sentence} <span class="code">({say("error.code", { code })})</span>
        </span>
        {wait > 0 && <span class="notice__wait">{say("login.wait", { seconds: wait })}</span>}
      </p>
    </div>
  );
}
