// Log in and out, over HTTPS; the session is a cookie that no script can read.
export interface Me {
  name: string;
  role: string;
  administration: string;
}

export type LoginResult =
  | { kind: "in"; me: Me }
  | { kind: "refused"; key: string; waitS: number }
  | { kind: "unreachable" };

/**
 * Try a login; a refusal names its error key and the delay before the next try counts. An account
 * of another role than this page's is logged out again and refused.
 */
export async function login(name: string, password: string, role: string): Promise<LoginResult> {
  let response: Response;
  try {
    response = await fetch("/api/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login: name, password }),
    });
  } catch {
    return { kind: "unreachable" };
  }
  const data = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  if (response.ok && data) {
    const me = readMe(data);
    if (me.role === role) return { kind: "in", me };
    await logout();
    return { kind: "refused", key: "login.role-missing", waitS: 0 };
  }
  if (!data || response.status >= 500) return { kind: "unreachable" };
  const key = typeof data["key"] === "string" ? data["key"] : "login.password-wrong";
  const waitS = typeof data["wait_s"] === "number" ? data["wait_s"] : 0;
  return { kind: "refused", key, waitS };
}

/** Who is logged in; `null` for nobody, `"unreachable"` when the relay does not answer. */
export async function whoAmI(): Promise<Me | null | "unreachable"> {
  try {
    const response = await fetch("/api/me");
    if (response.ok) return readMe((await response.json()) as Record<string, unknown>);
    return response.status >= 500 ? "unreachable" : null;
  } catch {
    return "unreachable";
  }
}

/** Forget the session, here and there. */
export async function logout(): Promise<void> {
  await fetch("/api/logout", { method: "POST" }).catch(() => undefined);
}

function readMe(data: Record<string, unknown>): Me {
  const text = (key: string) => (typeof data[key] === "string" ? data[key] : "");
  return { name: text("name"), role: text("role"), administration: text("administration") };
}
