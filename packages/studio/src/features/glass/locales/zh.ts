import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "透明引擎",
  intro:
    "模型每次只写出一小段文字，而每一次它的所有层都要依次运算一遍。在这里，你可以从内部观察每一步：它由哪些工作组成，时间花在哪里。",
  state: {
    waiting: "等待服务器",
    live: "正在观察",
    paused: "已暂停",
    notLoaded: "模型尚未加载",
  },
  send: "发送提示词",
  stop: "停止",
  asTable: "以表格显示",
  model: "模型",
  question:
    "请向一个从未听说过潮汐的人解释潮汐是怎样形成的，以及为什么大多数日子里会有两次。先讲月亮，再讲太阳，最后讲水手们如何利用它。",
  empty: {
    title: "还没有步骤",
    text: "“发送提示词”会让模型忙上几秒钟，它的每一步随后都会显示在这里。",
    kinds: "各种颜色代表什么",
    noModel: "没有可以回答的模型。请到“模型”页面获取一个。",
  },
  note: "只有在本页打开且可见时才会计时，这会使速度略微变慢。每秒最多显示四步。",
  steps: "步骤",
  columns: "每根柱子代表一步：越高，用时越长。",
  sort: {
    prompt: "读取提示词",
    answer: "生成回答",
  },
  step: {
    prompt_one: "第 {{step}} 步：读入 {{count, number}} 个词元",
    prompt_other: "第 {{step}} 步：读入 {{count, number}} 个词元",
    answer_one: "第 {{step}} 步：为一个回答找出下一个词元",
    answer_other: "第 {{step}} 步：为 {{count}} 个回答找出下一个词元",
    both: "第 {{step}} 步：读入 {{prompt, number}} 个词元，并为回答续写 {{answers}} 个词元",
  },
  noStep: "还没有步骤",
  pick: "要查看的步骤",
  previous: "上一步",
  next: "下一步",
  hold: "锁定",
  follow: "最新",
  byKind: "时间花在哪里",
  typical: {
    name: "典型步骤",
    prompt_one: "{{count}} 个读取提示词的步骤的中位数：{{time}}。",
    prompt_other: "{{count}} 个读取提示词的步骤的中位数：{{time}}。",
    answer_one: "{{count}} 个生成回答的步骤的中位数：{{time}}。",
    answer_other: "{{count}} 个生成回答的步骤的中位数：{{time}}。",
  },
  layer: "第 {{layer}} 层",
  times: "{{count}} 次",
  lane: {
    before: "之前",
    after: "之后",
  },
  arrangement: {
    label: "排列方式",
    layers: "各层对齐",
    clock: "按实际先后",
  },
  timeline: {
    label: "这一步的时间线。用方向键在运算之间、层与层之间移动。",
  },
  byLayer: {
    caption: "逐层查看",
    layer: "层",
    all: "合计",
  },
  byTask: {
    caption: "这一步由哪些工作组成",
    task: "工作",
    share: "占比",
    time: "用时",
    units: "GB/s：从内存读取权重的速度。GFLOP/s：每秒进行多少十亿次加法和乘法。",
  },
  explained: "说明",
  howTo: {
    title: "怎样看这张图",
    text: "每一行是一层，每个色条是一项工作，色条越长，用时越长。文字从上到下依次通过各层。",
    hint: "指向任何有颜色的部分，或用方向键移过去，这里就会给出说明。点击可以锁定这一步。",
  },
  fact: {
    time: "用时",
    share: "占这一步的 {{share}}",
    reads: "读取",
    computes: "计算",
  },
  kind: {
    embedding: {
      name: "文字变数字",
      what: "在表中查出每个词元，得到一长串数字：它本身的含义，此时还不考虑上下文。",
    },
    attention: {
      name: "注意力",
      what: "回头看：找出前面哪些词元对当前这个重要，并汇集它们的内容。只有在这里，词元之间才互相了解。",
    },
    linearAttention: {
      name: "线性注意力",
      what: "用另一种方式回头看：为之前的所有内容保留一份大小固定的摘要，每来一个词元就更新一次。无论文字多长，代价都一样。",
    },
    mlp: {
      name: "前馈网络",
      what: "对汇集来的内容加以思考，每个词元各自进行。模型的大部分权重和知识都在这里。如果有专家，每个词元只用到其中几个部分。",
    },
    norm: {
      name: "归一与求和",
      what: "让数字保持均匀的大小，并把每个结果加到之前已知的内容上。",
    },
    output: {
      name: "输出矩阵",
      what: "把结果与模型认识的每个词元比较，给每个打分：接在这里合不合适。",
    },
    sampling: {
      name: "选择",
      what: "按这些分数选出下一个词元；如果回答必须符合某种格式，就只在符合的里面选。",
    },
    engine: {
      name: "外围工作",
      what: "引擎自身的工作：安排轮到谁，把运算交给计算线程，再取回结果。",
    },
  },
  task: {
    plan: { name: "安排", what: "决定哪些请求参加这一步，各用多少个词元。" },
    record: { name: "列出清单", what: "模型按顺序写下这一步的全部运算，此时还没有开始计算。" },
    dispatch: { name: "分派", what: "清单交给计算线程；这是直到第一项运算开始的时间。" },
    collect: { name: "收回", what: "分数从计算线程返回。" },
    grammar: { name: "语法", what: "如果回答必须是某种格式，例如 JSON，就会算出此刻允许出现哪些词元。" },
    sample: { name: "选出词元", what: "按分数以及温度等设置选出下一个词元，并把它变成文字。" },
    commit: { name: "记录", what: "把新的词元加到各个回答上并发送出去，写完的回答就此结束。" },
    embedding: { name: "查表", what: "为每个词元取出大表中的一行：模型就从这些数字开始。" },
    norm: { name: "归一化", what: "把一个词元的数字调整到均匀的大小，好让后面的运算顺利进行。计算很少，很快完成。" },
    headNorm: { name: "查询与键的归一化", what: "在比较之前，把查询和键调整到均匀的大小。" },
    queriesKeysValues: {
      name: "查询、键、值",
      what: "为每个词元生成三串数字：它要找什么（查询）、别人凭什么找到它（键）、它有什么内容（值）。",
    },
    rope: { name: "位置", what: "按照在文中的位置把查询和键旋转一个角度，这样就能分清远近。" },
    attention: {
      name: "回头看",
      what: "读取缓存中前面所有词元的键和值，用查询与各个键比较，汇集合适的值。文字越长，用时越长。",
    },
    mergeHeads: {
      name: "合并各个头",
      what: "注意力同时寻找好几样东西，每样由一个头负责。在这里，它们的发现重新合成一串数字。",
    },
    prepareUpdate: { name: "准备更新", what: "生成查询、键和值，以及决定忘掉多少、学进多少的门。" },
    convolution: { name: "混合相邻", what: "把每个词元与紧挨在它前面的几个混合。" },
    deltaRule: {
      name: "更新摘要",
      what: "忘掉一点，把新的词元写进之前所有内容的摘要，再读出它所要找的。无论文字多长，用时都一样。",
    },
    widen: {
      name: "展宽",
      what: "把每个词元的数字展开成更宽的一串，共两份：一份是内容，一份是控制内容的门。权重很大，时间主要花在从内存读取它们上。",
    },
    gate: { name: "门控", what: "门开多大，就让数字通过多少。" },
    narrow: { name: "收窄", what: "把宽的一串数字恢复到通常的长度。" },
    router: { name: "询问路由", what: "给每位专家打分：它有多适合每个词元。" },
    chooseExperts: { name: "选择专家", what: "为每个词元选出最合适的几位专家。" },
    experts: { name: "专家", what: "用选中专家的权重展宽再收窄；其他专家的权重根本不读取。" },
    combineExperts: { name: "合并专家", what: "把各位专家的结果加起来，越合适的所占分量越大。" },
    sum: { name: "相加", what: "把结果加到该词元之前已知的内容上，这样途中什么都不会丢失。" },
    bias: { name: "偏置", what: "给每个数字加上一个固定的数。" },
    slice: { name: "截取", what: "取出接下来需要的那一部分数字。" },
    select: { name: "只留最后的词元", what: "只有需要找出下一个的那些词元才继续往下算。" },
    output: {
      name: "给所有词元打分",
      what: "把结果与输出矩阵相乘：词表中的每个词元得到一个分数。它往往是模型中最大的一个矩阵。",
    },
    other: { name: "其他工作", what: "本页还不认识的一种运算。" },
  },
};
