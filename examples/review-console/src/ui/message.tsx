import { Icon, type IconName } from './icon';

/** In the place of what there is nothing to show of. */
export function Message({
  icon,
  title,
  text,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}) {
  return (
    <div className="message">
      <span className="message-icon" data-kind={icon}>
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <p className="muted">{text}</p>
      {action && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
