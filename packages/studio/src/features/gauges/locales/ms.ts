import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "Tolok",
  state: {
    waiting: "menunggu pelayan",
    live: "secara langsung",
    paused: "dijeda",
  },
  waiting: "Menunggu bacaan pertama…",
  ask: "Tanya sesuatu",
  stop: "Berhenti",
  asTable: "Sebagai jadual",
  model: "Model {{model}}",
  idle: {
    title: "Belum ada apa-apa untuk diukur",
    text: "“Tanya sesuatu” menghantar tiga soalan pendek serentak kepada model. Lengkung naik semasa ia menjawab.",
    noModel: "Tiada model yang boleh menjawab. Dapatkan satu di halaman Model.",
  },
  question: {
    one: "Ceritakan kisah panjang tentang penjaga rumah api yang menemui surat di dalam botol, dan ke mana dia membawanya.",
    two: "Ceritakan kisah panjang tentang penjaga rumah api yang menemui jam yang berputar ke belakang, dan apa yang dibuatnya.",
    three: "Terangkan langkah demi langkah cara roti dibuat, daripada bijirin hingga roti panas di atas meja.",
  },
  ago: {
    minute: "1 minit lalu",
    fiveMinutes: "5 minit lalu",
  },
  span: {
    label: "Tempoh",
    minute: "1 minit",
    fiveMinutes: "5 minit",
  },
  now: "kini",
  nothingYet: "belum ada",
  lastSeen: "terakhir: {{value}}",
  gauge: {
    writing: "Menulis jawapan",
    reading: "Membaca gesaan",
    firstToken: "Masa hingga perkataan pertama",
    cached: "Gesaan yang sudah dikenali",
    batch: "Jawapan dikira serentak",
    load: "Permintaan",
    step: "Masa satu langkah",
    busy: "Kesibukan",
  },
  what: {
    writing: "Berapa laju semua jawapan bertambah. Satu token ialah satu perkataan atau sebahagian daripadanya.",
    reading: "Berapa laju gesaan baharu dibaca sebelum jawapan bermula.",
    firstToken: "Berapa lama menunggu dari bertanya hingga jawapan bermula.",
    cached: "Bahagian gesaan yang pernah dibaca dan tidak perlu dibaca semula.",
    batch:
      "Berapa banyak jawapan dikerjakan serentak dalam satu langkah. Lebih banyak serentak, lebih banyak hasilnya.",
    load: "Permintaan yang sedang dijawab, dan yang menunggu giliran.",
    step: "Satu langkah memberi setiap jawapan token seterusnya, atau membaca sebahagian gesaan.",
    busy: "Bahagian masa ketika model mengira.",
  },
  firstTokenOnce: "Baru satu jawapan setakat ini.",
  firstTokenDetail:
    "Daripada {{answers}} jawapan terakhir: separuh bermula dalam {{median}} ms, yang paling lambat selepas {{longest}} ms.",
  unit: {
    tokensPerSecond: "token sesaat",
    batch: "daripada paling banyak {{most}}",
    load: "{{running}} berjalan, {{waiting}} menunggu",
  },
  contexts: {
    title: "Konteks yang digunakan",
    none: "Tiada jawapan sedang ditulis sekarang.",
    answer: "Gesaan {{prompt}} token dan jawapannya",
    used: "{{used}} daripada {{most}} token",
    more_one: "Dan satu lagi.",
    more_other: "Dan {{count}} lagi.",
    what: "Sejauh mana setiap jawapan telah sampai, berbanding had panjangnya. Model boleh memuatkan {{most}} token serentak.",
  },
  memory: {
    title: "Memori",
    what: "pemberat, konteks dan ruang untuk mengira",
    used: "Ruang konteks: sedang digunakan",
    kept: "Ruang konteks: disimpan, kalau-kalau gesaan yang sama datang lagi",
    checkpoints: "Keadaan yang disimpan, kalau-kalau gesaan yang sama datang lagi",
  },
  processMemory: "Proses pelayan itu sendiri menggunakan {{bytes}}.",
  table: {
    caption: {
      minute: "Seminit terakhir",
      fiveMinutes: "Lima minit terakhir",
    },
    gauge: "Tolok",
    now: "Kini",
    lowest: "Terendah",
    mean: "Purata",
    highest: "Tertinggi",
  },
};
