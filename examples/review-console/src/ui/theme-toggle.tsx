import { useLayoutEffect, useState } from 'react';
import { Icon } from './icon';
import { keep, kept } from './kept';

const key = 'console.theme';
const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const icons = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(
    () => themes.find(one => one === kept('localStorage', key)) ?? 'system',
  );
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    keep('localStorage', key, theme);
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length]!;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Colours: ${theme}. Change to ${next}`}
      title={`Colours: ${theme}`}
      onClick={() => setTheme(next)}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
