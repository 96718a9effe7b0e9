import type { ThemeConfig } from 'antd';

// Colours were chosen for at least 4.5:1 against what they stand on (WCAG 2.2 AA); axe checks them in the browser stories.
export const COLOUR = {
  ink: '#10284a',
  inkSoft: '#4a5a70',
  line: '#d6dde6',
  ground: '#f4f6f9',
  blue: '#0b4f9e',
  red: '#b3261e',
  green: '#17693b',
  amber: '#8a4b00',
  grey: '#5a6675',
} as const;

const font = "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export const theme: ThemeConfig = {
  token: {
    fontFamily: font,
    fontSize: 15,
    colorPrimary: COLOUR.blue,
    colorInfo: COLOUR.blue,
    colorLink: COLOUR.blue,
    colorInfoBg: '#eaf2fb',
    colorInfoBorder: '#a9c7e8',
    colorSuccessBg: '#e9f5ee',
    colorSuccessBorder: '#a3d0b5',
    colorWarningBg: '#fdf4e3',
    colorWarningBorder: '#e6c68d',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#eab1ab',
    colorError: COLOUR.red,
    colorSuccess: COLOUR.green,
    colorWarning: COLOUR.amber,
    colorText: '#16202e',
    colorTextSecondary: COLOUR.inkSoft,
    colorTextDescription: COLOUR.inkSoft,
    colorTextPlaceholder: '#5d6b7d',
    colorTextDisabled: '#5d6b7d',
    colorBgLayout: COLOUR.ground,
    colorBorder: '#8a97a8',
    colorBorderSecondary: COLOUR.line,
    borderRadius: 6,
    controlHeight: 38,
    // Whoever asked the system for less motion gets none here.
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  },
  components: {
    Layout: { siderBg: COLOUR.ink, headerBg: '#ffffff', headerHeight: 56, headerPadding: '0 20px' },
    Menu: {
      darkItemBg: COLOUR.ink,
      darkSubMenuItemBg: COLOUR.ink,
      darkItemColor: '#d7e0ec',
      darkItemSelectedBg: '#1f4277',
      darkItemHoverBg: '#1a3560',
      darkGroupTitleColor: '#a9b9cf',
      itemHeight: 38,
      groupTitleFontSize: 12,
    },
    Table: { headerBg: '#eef2f7', headerColor: COLOUR.ink, cellPaddingBlock: 11 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Card: { headerFontSize: 16 },
    Tabs: { itemColor: COLOUR.inkSoft },
    Form: { labelColor: '#16202e', verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
  },
};
