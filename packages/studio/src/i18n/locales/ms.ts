import type { Texts } from "../texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  studio: "Studio",
  skipToContent: "Terus ke kandungan",
  pages: "Halaman",
  language: "Bahasa",
  close: "Tutup",
  tryAgain: "Cuba lagi",
  loading: "Memuatkan…",
  page: {
    cockpit: "Kokpit",
    chat: "Sembang",
    compare: "Banding",
    models: "Model",
    gauges: "Tolok",
    glass: "Enjin",
  },
  theme: {
    system: "Cerah atau gelap: ikut sistem",
    light: "Cerah atau gelap: cerah",
    dark: "Cerah atau gelap: gelap",
  },
  connection: {
    gone: "Pelayan tidak menjawab. Adakah ia masih berjalan? Mulakan dengan npm start; halaman ini akan bersambung sendiri.",
    back: "Pelayan sudah kembali.",
    retry: "Cuba sekarang",
    connecting: "Mencari pelayan…",
    running: "Model sedia: {{model}}",
    loading: "Model sedang dimuatkan: {{model}}",
    idle: "Dimuatkan apabila ditanya: {{model}}",
  },
  key: {
    title: "Pelayan ini meminta kunci",
    why: "Kunci ditetapkan oleh orang yang memulakannya (QWENTS_API_KEY). Ia disimpan dalam pelayar ini dan dihantar kepada pelayan ini sahaja.",
    label: "Kunci",
    wrong: "Pelayan tidak menerima kunci ini. Semak semula, atau tanya orang yang memulakan pelayan.",
    use: "Guna kunci",
    enter: "Masukkan kunci",
  },
  errors: {
    page: "Halaman ini tidak dapat dipaparkan. Cuba lagi; jika masih gagal, muat semula halaman.",
    unreachable:
      "Pelayan tidak dapat dihubungi. Adakah ia masih berjalan? Mulakan dengan npm start, kemudian cuba lagi.",
    brokenOff: "Jawapan terputus: pelayan telah hilang. Cuba lagi selepas ia kembali.",
    key: "Pelayan meminta kunci. Masukkan di atas, kemudian cuba lagi.",
    busy: "Pelayan terlalu sibuk sekarang. Tunggu sebentar, kemudian cuba lagi.",
    tooLong: "Perbualan ini terlalu panjang untuk model ini. Mulakan yang baharu, atau buang sebahagiannya.",
    brokeDown: "Model ini rosak semasa berjalan. Cuba lagi: ia akan dimuatkan semula.",
    noMemory: "Ingatan tidak cukup untuk model ini. Nyahmuat model lain, atau pilih yang lebih kecil.",
    noModel: "Pelayan tidak mempunyai model ini. Pilih yang lain.",
    language: "Bahasa ini tidak dapat dimuatkan. Adakah pelayan masih berjalan?",
    other: "Kata pelayan: {{message}}",
    unknown: "Berlaku kegagalan yang tidak dijangka ({{message}}). Muat semula halaman.",
  },
};
