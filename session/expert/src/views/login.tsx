// Who are you? Wrong tries say how long to wait.
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../i18n/text.ts";
import type { TextKey } from "../i18n/fr.ts";
import type { LoginResult } from "../net/api.ts";
import { useWords } from "./frame.tsx";
import { Icon, type IconName } from "./icon.tsx";

interface Props {
  lead: TextKey;
  onLogin: (name: string, password: string) => Promise<LoginResult>;
}

const PROMISES: [IconName, TextKey][] = [
  ["lockKey", "login.promise-1"],
  ["prohibit", "login.promise-2"],
  ["usersThree", "login.promise-3"],
];

export function Login({ lead, onLogin }: Props) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useState(0);
  const [error, setError] = useState<string | null>(null);
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
        <label for="login">{say("login.name")}</label>
        <input id="login" name="login" autocomplete="username" required maxLength={200} autofocus />
        <label for="password">{say("login.password")}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxLength={200} />
        {error && <LoginError error={error} wait={wait} />}
        <button class="button button--main button--wide" type="submit" disabled={busy || wait > 0}>
          {say(busy ? "login.checking" : "login.submit")}
        </button>
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
