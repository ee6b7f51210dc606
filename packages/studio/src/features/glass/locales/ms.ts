import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "Enjin kaca",
  intro:
    "Model menulis sepotong kata pada satu masa, dan setiap kali semua lapisannya bekerja satu demi satu. Di sini anda melihat setiap langkah itu dari dalam: kerja yang terkandung di dalamnya, dan ke mana masanya dihabiskan.",
  state: {
    waiting: "menunggu pelayan",
    live: "sedang memerhati",
    paused: "dijeda",
    notLoaded: "model belum dimuatkan",
  },
  send: "Hantar gesaan",
  stop: "Berhenti",
  asTable: "Sebagai jadual",
  model: "Model",
  question:
    "Terangkan kepada orang yang belum pernah mendengarnya bagaimana pasang surut terjadi, dan mengapa ia berlaku dua kali pada kebanyakan hari. Mulakan dengan bulan, kemudian matahari, dan akhiri dengan cara pelaut menggunakannya.",
  empty: {
    title: "Belum ada langkah",
    text: "“Hantar gesaan” memberi model kerja selama beberapa saat. Setiap langkahnya kemudian muncul di sini.",
    kinds: "Maksud setiap warna",
    noModel: "Tiada model yang boleh menjawab. Dapatkan satu di halaman Model.",
  },
  note: "Langkah diukur hanya selagi halaman ini terbuka dan kelihatan; ini memperlahankannya sedikit. Paling banyak empat langkah sesaat dipaparkan.",
  steps: "Langkah",
  columns: "Setiap tiang ialah satu langkah: semakin tinggi, semakin lama masanya.",
  sort: {
    prompt: "membaca gesaan",
    answer: "menulis jawapan",
  },
  step: {
    prompt_one: "Langkah {{step}}: membaca {{count, number}} token",
    prompt_other: "Langkah {{step}}: membaca {{count, number}} token",
    answer_one: "Langkah {{step}}: mencari token seterusnya bagi satu jawapan",
    answer_other: "Langkah {{step}}: mencari token seterusnya bagi {{count}} jawapan",
    both: "Langkah {{step}}: membaca {{prompt, number}} token dan menyambung jawapan sebanyak {{answers}}",
  },
  noStep: "belum ada langkah",
  pick: "Langkah yang dilihat",
  previous: "Langkah sebelumnya",
  next: "Langkah berikutnya",
  hold: "Tahan",
  follow: "Terkini",
  byKind: "Ke mana masa dihabiskan",
  typical: {
    name: "Langkah tipikal",
    prompt_one: "Median {{count}} langkah yang membaca gesaan: {{time}}.",
    prompt_other: "Median {{count}} langkah yang membaca gesaan: {{time}}.",
    answer_one: "Median {{count}} langkah yang menulis jawapan: {{time}}.",
    answer_other: "Median {{count}} langkah yang menulis jawapan: {{time}}.",
  },
  layer: "Lapisan {{layer}}",
  times: "{{count}} kali",
  lane: {
    before: "sebelum",
    after: "selepas",
  },
  arrangement: {
    label: "Susunan",
    layers: "Lapisan sejajar",
    clock: "Ikut urutan masa",
  },
  timeline: {
    label: "Garis masa langkah. Kekunci anak panah bergerak dari operasi ke operasi dan dari lapisan ke lapisan.",
  },
  byLayer: {
    caption: "Lapisan demi lapisan",
    layer: "Lapisan",
    all: "Jumlah",
  },
  byTask: {
    caption: "Kandungan langkah ini",
    task: "Kerja",
    share: "Bahagian",
    time: "Masa",
    units: "GB/s: kelajuan pemberat dibaca dari memori. GFLOP/s: berapa bilion operasi tambah dan darab sesaat.",
  },
  explained: "Penerangan",
  howTo: {
    title: "Cara membacanya",
    text: "Setiap baris ialah satu lapisan, setiap bar satu kerja; semakin panjang bar, semakin lama masanya. Teks melalui lapisan dari atas ke bawah.",
    hint: "Tunjuk pada apa-apa yang berwarna, atau pergi ke situ dengan kekunci anak panah, dan ia diterangkan di sini. Klik untuk menahan langkah itu.",
  },
  fact: {
    time: "Masa",
    share: "{{share}} daripada langkah",
    reads: "Membaca",
    computes: "Mengira",
  },
  kind: {
    embedding: {
      name: "Kata menjadi nombor",
      what: "Mencari setiap token dalam jadual. Hasilnya senarai nombor yang panjang: makna token itu sendiri, tanpa melihat sekelilingnya.",
    },
    attention: {
      name: "Perhatian",
      what: "Melihat ke belakang: mencari token terdahulu yang penting bagi token ini, lalu mengumpulkan isinya. Hanya di sini token saling mengenali.",
    },
    linearAttention: {
      name: "Perhatian linear",
      what: "Melihat ke belakang dengan cara lain: menyimpan satu ringkasan bersaiz tetap bagi semua yang lalu, dan mengemaskininya dengan setiap token. Kosnya sama walau sepanjang mana pun teks.",
    },
    mlp: {
      name: "Suap hadapan",
      what: "Memikirkan apa yang dikumpulkan, setiap token secara berasingan. Kebanyakan pemberat dan pengetahuan model ada di sini. Dengan pakar, setiap token menggunakan beberapa bahagian sahaja.",
    },
    norm: {
      name: "Penormalan dan penjumlahan",
      what: "Mengekalkan saiz nombor supaya sekata, dan menambah setiap hasil kepada apa yang sudah diketahui.",
    },
    output: {
      name: "Matriks output",
      what: "Membandingkan hasil dengan setiap token yang dikenali model. Setiap satu diberi markah: sejauh mana ia sesuai di sini.",
    },
    sampling: {
      name: "Pemilihan",
      what: "Memilih token seterusnya mengikut markah itu; jika jawapan mesti mengikut bentuk tertentu, hanya antara yang sesuai.",
    },
    engine: {
      name: "Kerja sampingan",
      what: "Kerja enjin sendiri: merancang giliran, menyerahkan kerja kepada bebenang pengira, dan menerima hasilnya.",
    },
  },
  task: {
    plan: {
      name: "Merancang",
      what: "Menentukan permintaan yang menyertai langkah ini, dan berapa token setiap satu.",
    },
    record: {
      name: "Menulis senarai",
      what: "Model menulis semua operasi langkah ini mengikut urutan. Belum ada yang dikira.",
    },
    dispatch: {
      name: "Mengagihkan",
      what: "Senarai dihantar kepada bebenang pengira; inilah masa sehingga operasi pertama bermula.",
    },
    collect: { name: "Mengutip", what: "Markah kembali daripada bebenang pengira." },
    grammar: {
      name: "Tatabahasa",
      what: "Jika jawapan mesti mengikut bentuk, misalnya JSON, ia menentukan token yang boleh muncul sekarang.",
    },
    sample: {
      name: "Memilih token",
      what: "Memilih token seterusnya mengikut markah dan tetapan seperti suhu, lalu menjadikannya teks.",
    },
    commit: {
      name: "Merekod",
      what: "Menambah token baharu pada setiap jawapan, menghantarnya, dan menamatkan jawapan yang siap.",
    },
    embedding: {
      name: "Mencari token",
      what: "Mengambil satu baris jadual besar bagi setiap token: nombor permulaan bagi model.",
    },
    norm: {
      name: "Penormalan",
      what: "Menyekatakan saiz nombor sesuatu token supaya operasi berikutnya berjalan baik. Sedikit kiraan, cepat siap.",
    },
    headNorm: {
      name: "Penormalan pertanyaan dan kunci",
      what: "Menyekatakan saiz pertanyaan dan kunci sebelum dibandingkan.",
    },
    queriesKeysValues: {
      name: "Pertanyaan, kunci, nilai",
      what: "Membuat tiga senarai daripada setiap token: apa yang dicarinya (query), cara ia ditemui (key), dan isinya (value).",
    },
    rope: {
      name: "Kedudukan",
      what: "Memutar pertanyaan dan kunci mengikut kedudukannya dalam teks, supaya yang dekat dan yang jauh dapat dibezakan.",
    },
    attention: {
      name: "Melihat ke belakang",
      what: "Membaca kunci dan nilai tersimpan bagi semua token terdahulu, membandingkan kunci dengan pertanyaan, dan mengumpulkan nilai yang sesuai. Semakin panjang teks, semakin lama.",
    },
    mergeHeads: {
      name: "Menyatukan kepala",
      what: "Perhatian mencari beberapa perkara serentak, satu kepala bagi setiap satu. Di sini penemuannya menjadi satu senarai semula.",
    },
    prepareUpdate: {
      name: "Menyediakan kemas kini",
      what: "Membuat pertanyaan, kunci dan nilai, serta get yang menentukan berapa banyak dilupakan dan dipelajari.",
    },
    convolution: {
      name: "Mencampur jiran",
      what: "Mencampur setiap token dengan beberapa token betul-betul sebelumnya.",
    },
    deltaRule: {
      name: "Mengemas kini ringkasan",
      what: "Melupakan sedikit, menulis token baharu ke dalam ringkasan semua yang terdahulu, dan membaca apa yang dicari token itu. Masanya sama walau sepanjang mana pun teks.",
    },
    widen: {
      name: "Melebarkan",
      what: "Menyebarkan nombor setiap token ke senarai yang lebih lebar, dua kali: isinya, dan get baginya. Pemberatnya besar: membacanya dari memori yang memakan masa.",
    },
    gate: { name: "Get", what: "Membiarkan setiap nombor lalu setakat getnya terbuka." },
    narrow: { name: "Menyempitkan", what: "Mengembalikan senarai lebar kepada panjang biasa." },
    router: { name: "Bertanya penghala", what: "Memberi markah sejauh mana setiap pakar sesuai bagi setiap token." },
    chooseExperts: { name: "Memilih pakar", what: "Memilih beberapa pakar yang paling sesuai bagi setiap token." },
    experts: {
      name: "Pakar",
      what: "Melebarkan dan menyempitkan dengan pemberat pakar yang dipilih; yang lain tidak dibaca langsung.",
    },
    combineExperts: {
      name: "Menyatukan pakar",
      what: "Menjumlahkan hasil para pakar; yang paling sesuai paling banyak dikira.",
    },
    sum: {
      name: "Menambah",
      what: "Menambah hasil kepada apa yang diketahui tentang token tadi, supaya tiada yang hilang di tengah jalan.",
    },
    bias: { name: "Ofset", what: "Menambah satu nombor tetap pada setiap satu." },
    slice: { name: "Memotong", what: "Mengambil bahagian senarai yang diperlukan seterusnya." },
    select: {
      name: "Token terakhir sahaja",
      what: "Meneruskan hanya dengan token yang perlu dicari token seterusnya.",
    },
    output: {
      name: "Memberi markah semua token",
      what: "Mendarab hasil dengan matriks output: satu markah bagi setiap token dalam kosa kata. Selalunya matriks terbesar sesebuah model.",
    },
    other: { name: "Kerja lain", what: "Operasi yang belum dikenali halaman ini." },
  },
};
