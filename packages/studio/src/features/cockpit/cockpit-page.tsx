import { useTranslation } from "react-i18next";
import { useConnection } from "../../app/connection.tsx";
import { readyModel } from "../../app/ready-model.ts";
import { Notice } from "../../ui/notice.tsx";
import styles from "./cockpit-page.module.css";
import { MessagesCard, MusicCard, PhoneCard, RouteCard } from "./panel/cards.tsx";
import { Climate } from "./panel/climate.tsx";
import { builtInModel } from "./talk/end-bias.ts";
import { Talk } from "./talk/talk.tsx";
import { useCockpit } from "./talk/use-cockpit.ts";

/** A car's dashboard, moved by what the built-in model calls. */
export function CockpitPage() {
  const { t } = useTranslation("cockpit");
  const { models, state } = useConnection();
  const model = models.find(({ id }) => id === builtInModel) ?? readyModel(models);
  const cockpit = useCockpit(model?.id);
  const { car, hangUp } = cockpit;
  return (
    <div className={styles.page}>
      <div className={styles.dashboard}>
        {model !== undefined && model.id !== builtInModel && <Notice>{t("otherModel", { model: model.id })}</Notice>}
        <Climate car={car} className={styles.car} />
        <div className={styles.cards}>
          <RouteCard route={car.route} />
          <MusicCard music={car.music} volume={car.volume} />
          <PhoneCard call={car.call} isBusy={cockpit.isRunning} onHangUp={hangUp} />
          <MessagesCard messages={car.messages} />
        </div>
      </div>
      <Talk cockpit={cockpit} isDisabled={model === undefined || state !== "connected"} />
    </div>
  );
}
