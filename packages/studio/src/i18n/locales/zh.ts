import type { Texts } from "../texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  studio: "工作台",
  skipToContent: "跳到正文",
  pages: "页面",
  language: "语言",
  close: "关闭",
  tryAgain: "重试",
  loading: "正在加载…",
  page: {
    cockpit: "座舱",
    chat: "聊天",
    compare: "对比",
    models: "模型",
    gauges: "仪表",
    glass: "引擎",
  },
  theme: {
    system: "外观：跟随系统",
    light: "外观：浅色",
    dark: "外观：深色",
  },
  connection: {
    gone: "服务器没有响应。它还在运行吗？用 npm start 启动后，本页会自动恢复。",
    back: "服务器已恢复。",
    retry: "立即重试",
    connecting: "正在连接服务器…",
    running: "模型就绪：{{model}}",
  },
  key: {
    title: "此服务器需要密钥",
    why: "密钥由启动服务器的人设置（QWENTS_API_KEY）。它只保存在这个浏览器里，也只会发送给这台服务器。",
    label: "密钥",
    wrong: "服务器不接受这个密钥。请检查，或询问启动服务器的人。",
    use: "使用密钥",
    enter: "输入密钥",
  },
  errors: {
    page: "此页面无法显示。请重试；如果仍然失败，请刷新页面。",
    unreachable: "无法连接服务器。它还在运行吗？请用 npm start 启动，然后重试。",
    brokenOff: "回答中断了：服务器已断开。等它恢复后请重试。",
    key: "服务器需要密钥。请在上方输入，然后重试。",
    busy: "服务器现在太忙。请稍等片刻再试。",
    tooLong: "对话太长，这个模型放不下。请开始新的对话，或删去一些内容。",
    brokeDown: "模型崩溃了。请重试：它会重新加载。",
    noMemory: "内存不够运行这个模型。请卸载另一个模型，或选择较小的模型。",
    noModel: "服务器上没有这个模型。请选择另一个。",
    language: "无法加载这种语言。服务器还在运行吗？",
    other: "服务器提示：{{message}}",
    unknown: "出现了意料之外的错误（{{message}}）。请刷新页面。",
  },
};
