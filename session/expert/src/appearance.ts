// Light or dark, and the language: kept on this browser, nothing else is.
import { useLayoutEffect, useState } from "preact/hooks";
import { speaker, type Language } from "./i18n/text.ts";
import type { Words } from "./views/frame.tsx";

const THEME = "vg.theme";
const LANGUAGE = "vg.language";

function storedDark(): boolean {
  const kept = localStorage.getItem(THEME);
  return kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function storedLanguage(): Language {
  return localStorage.getItem(LANGUAGE) === "en" ? "en" : "fr";
}

export interface Appearance {
  words: Words;
  dark: boolean;
  toggleTheme: () => void;
  toggleLanguage: () => void;
}

export function useAppearance(): Appearance {
  const [dark, setDark] = useState(storedDark);
  const [language, setLanguage] = useState<Language>(storedLanguage);
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }, [dark]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return {
    words: { say: speaker(language), language },
    dark,
    toggleTheme: () => {
      localStorage.setItem(THEME, dark ? "light" : "dark");
      setDark(!dark);
    },
    toggleLanguage: () => {
      const next = language === "fr" ? "en" : "fr";
      localStorage.setItem(LANGUAGE, next);
      setLanguage(next);
    },
  };
}
