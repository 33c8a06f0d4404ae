// What a person chose for this browser: theme, time zone, saved views. No secret is ever kept here.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  timeZone: 'local' | 'utc';
  /** Filters of the list of topics, under names. */
  topicViews: readonly { name: string; search: Record<string, unknown> }[];
  /** Whether single keys do something, such as `?`. */
  keys: 'on' | 'off';
}

const KEY = 'millrace.preferences';
const DEFAULTS: Preferences = { theme: 'system', timeZone: 'local', topicViews: [], keys: 'on' };
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

let current = read();

function show() {
  const isDark = current.theme === 'dark' || (current.theme === 'system' && dark.matches);
  document.documentElement.classList.toggle('pf-v6-theme-dark', isDark);
}

/** Applies what was chosen, before anything is drawn. */
export function applyPreferences() {
  show();
  dark.addEventListener('change', show);
}

export function setPreferences(change: Partial<Preferences>) {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  show();
  for (const listener of listeners) listener();
}

/** The same function each time, so that nothing subscribes anew when it is drawn again. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}
