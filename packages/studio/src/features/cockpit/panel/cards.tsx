import { MapPin, MessageSquare, Music, Phone, PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import { Button } from "../../../ui/button.tsx";
import { Meter } from "../../../ui/meter.tsx";
import type { Car, Route } from "../car/car.ts";
import styles from "./cards.module.css";
import { Instrument } from "./instrument.tsx";

export function RouteCard({ route }: { readonly route: Route | undefined }) {
  const { t, i18n } = useTranslation("cockpit");
  return (
    <Instrument name={t("route.name")} icon={MapPin} shows={route}>
      {route === undefined ? (
        <p className={styles.none}>{t("route.none")}</p>
      ) : (
        <>
          <p className={styles.main}>{placeName(route.destination, t("route.home"), t("route.work"))}</p>
          <div className={styles.way} aria-hidden="true">
            {route.stops.map((stop, i) => (
              <i key={stop} style={{ insetInlineStart: `${((i + 1) * 100) / (route.stops.length + 1)}%` }} />
            ))}
          </div>
          <p className={styles.more}>
            {[
              new Intl.NumberFormat(i18n.language, { style: "unit", unit: "kilometer" }).format(route.distanceKm),
              duration(route.durationMinutes, i18n.language),
              ...route.stops.map((stop) => t("route.via", { stop })),
              ...route.avoid.map((road) => t(`route.without.${road as "tolls"}`)),
            ].join(" · ")}
          </p>
        </>
      )}
    </Instrument>
  );
}

export function MusicCard({ music, volume }: Pick<Car, "music" | "volume">) {
  const { t } = useTranslation("cockpit");
  const { percent } = useNumbers();
  return (
    <Instrument name={t("music.name")} icon={Music} shows={[music, volume]}>
      <div className={styles.song}>
        <span className={styles.bars} data-playing={music.isPlaying} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <div className={styles.texts}>
          <p className={styles.main}>{music.title}</p>
          <p className={styles.more}>
            {music.artist} · {music.isPlaying ? t("music.playing") : t("music.paused")}
          </p>
        </div>
      </div>
      <Meter label={t("music.volume")} share={volume / 100} text={percent(volume / 100)} tone="accent" />
    </Instrument>
  );
}

interface PhoneCardProps {
  readonly call: Car["call"];
  /** The model is at work on the car: its calls come first. */
  readonly isBusy: boolean;
  readonly onHangUp: () => void;
}

export function PhoneCard({ call, isBusy, onHangUp }: PhoneCardProps) {
  const { t } = useTranslation("cockpit");
  return (
    <Instrument name={t("phone.name")} icon={Phone} shows={call}>
      {call === undefined ? (
        <p className={styles.none}>{t("phone.none")}</p>
      ) : (
        <div className={styles.call}>
          <div className={styles.texts}>
            <p className={styles.main}>{call.name}</p>
            <p className={styles.more}>
              {[t("phone.calling"), call.line && t(`phone.line.${call.line as "home"}`)].filter(Boolean).join(" · ")}
            </p>
          </div>
          <Button look="danger" disabled={isBusy} onClick={onHangUp}>
            <PhoneOff size={16} aria-hidden="true" />
            {t("phone.hangUp")}
          </Button>
        </div>
      )}
    </Instrument>
  );
}

export function MessagesCard({ messages }: Pick<Car, "messages">) {
  const { t } = useTranslation("cockpit");
  return (
    <Instrument name={t("messages.name")} icon={MessageSquare} shows={messages}>
      {messages.length === 0 ? (
        <p className={styles.none}>{t("messages.none")}</p>
      ) : (
        <ul className={styles.messages}>
          {messages.slice(-2).map((message, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same message may be sent twice
            <li key={`${messages.length}-${i}`}>
              <span className={styles.more}>{t("messages.to", { name: message.to })}</span>
              <p className={styles.bubble}>{message.text}</p>
            </li>
          ))}
        </ul>
      )}
    </Instrument>
  );
}

/** "home" and "work" are what the model calls the saved places. */
function placeName(place: string, home: string, work: string): string {
  if (place === "home") return home;
  return place === "work" ? work : place;
}

function duration(minutes: number, language: string): string {
  const unit = (value: number, name: "hour" | "minute") =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [...(hours > 0 ? [unit(hours, "hour")] : []), ...(rest > 0 || hours === 0 ? [unit(rest, "minute")] : [])].join(
    " ",
  );
}
