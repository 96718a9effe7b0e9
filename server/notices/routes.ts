import { z } from 'zod';
import { DomainError } from '#lib/errors';
import { type Ctx, route } from '#lib/route';
import {
  actOnMessage,
  type By,
  CHANNELS,
  dropRule,
  hasChannel,
  KINDS,
  keepRule,
  keepSetting,
  MESSAGE_STATES,
  MessageShown,
  markRead,
  messages,
  Notice,
  noticesOf,
  putMessage,
  RuleInput,
  RuleShown,
  retryDead,
  rulesInReach,
  Setting,
  SettingInput,
  SHOWN_KINDS,
  settingOf,
} from './notices.ts';

const id = z.coerce.number().int().positive();
const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const Page = {
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(20),
};
const by = (ctx: Ctx): By => ({ actor: ctx.actor, now: ctx.now, scope: ctx.scope, request_id: ctx.request_id });
const me = (ctx: Ctx): number => ctx.actor.user_id as number;
const Channels = z.object({ email: z.boolean(), sms: z.boolean(), zalo: z.boolean() });
const channels = () => ({ email: hasChannel('email'), sms: hasChannel('sms'), zalo: hasChannel('zalo') });

export const routes = {
  'notices.list': route({
    method: 'GET',
    path: '/api/notices',
    permission: 'signed_in',
    summary: 'What I should know: warnings, assignments, questions, newest first',
    input: z.object({ unread: flag.default(false), kind: z.enum(SHOWN_KINDS).optional(), ...Page }),
    output: z.object({ rows: z.array(Notice), total: z.number(), unread: z.number(), page: z.number(), page_size: z.number() }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await noticesOf(ctx.db, me(ctx), input)), page, page_size };
    },
  }),
  'notices.mark_read': route({
    method: 'POST',
    path: '/api/notices/read',
    permission: 'signed_in',
    summary: 'I have seen these notices (all of mine when none are named)',
    input: z.object({ ids: z.array(z.int().positive()).max(500).nullable().default(null) }),
    output: z.object({ marked: z.number() }),
    run: async (ctx, input) => ({ marked: await markRead(ctx.db, me(ctx), input.ids, ctx.now) }),
  }),
  'notices.settings': route({
    method: 'GET',
    path: '/api/notices/settings',
    permission: 'signed_in',
    summary: 'Where and with which kinds of notices I am reached outside the product',
    input: z.object({}),
    output: Setting.extend({ channels: Channels }),
    run: async (ctx) => ({ ...(await settingOf(ctx.db, me(ctx))), channels: channels() }),
  }),
  'notices.keep_settings': route({
    method: 'PUT',
    path: '/api/notices/settings',
    permission: 'signed_in',
    summary: 'Change where I am reached',
    input: SettingInput,
    output: Setting,
    run: (ctx, input) => keepSetting(ctx.db, me(ctx), input, by(ctx)),
  }),
  'notices.send_test': route({
    method: 'POST',
    path: '/api/notices/settings/test',
    permission: 'signed_in',
    summary: 'Send myself a message, to see that it arrives',
    input: z.object({ channel: z.enum(CHANNELS).exclude(['zalo']) }),
    output: z.object({ to_address: z.string() }),
    run: async (ctx, { channel }) => {
      const setting = await settingOf(ctx.db, me(ctx));
      const to_address = channel === 'email' ? setting.email : setting.phone;
      if (!to_address) throw new DomainError('notices.address_needed', 422, { field: channel === 'email' ? 'email' : 'phone' });
      if (!hasChannel(channel)) throw new DomainError('notices.channel_not_set_up', 409, { channel });
      await putMessage(ctx.db, {
        tenant: 0,
        // Once a minute at most.
        key: `test:${me(ctx)}:${channel}:${ctx.now.toISOString().slice(0, 16)}`,
        channel,
        to_address,
        to_name: ctx.actor.name,
        account_id: me(ctx),
        unit_id: null,
        dossier_id: null,
        subject: 'Một Cửa: thư thử',
        text: 'Thư này cho biết địa chỉ nhận thông báo của bạn hoạt động.',
        at: ctx.now,
      });
      return { to_address };
    },
  }),
  'notices.rules': route({
    method: 'GET',
    path: '/api/notices/rules',
    permission: 'notices.manage',
    summary: 'Who is warned of what and how early: the product’s own rules and those of my units',
    input: z.object({}),
    output: z.object({ rows: z.array(RuleShown) }),
    run: async (ctx) => ({ rows: await rulesInReach(ctx.db, ctx.scope) }),
  }),
  'notices.keep_rule': route({
    method: 'PUT',
    path: '/api/notices/rules/:unit/:kind',
    permission: 'notices.manage',
    summary: 'How a unit and everything below it is warned',
    input: RuleInput.extend({ unit: z.string().max(60) }),
    output: z.object({}),
    run: async (ctx, { unit, ...input }) => {
      await keepRule(ctx.db, unit, input, by(ctx), ctx.today);
      return {};
    },
  }),
  'notices.drop_rule': route({
    method: 'DELETE',
    path: '/api/notices/rules/:unit/:kind',
    permission: 'notices.manage',
    summary: 'A unit goes back to the rule that holds above',
    input: z.object({ unit: z.string().max(60), kind: z.enum(KINDS) }),
    output: z.object({}),
    run: async (ctx, { unit, kind }) => {
      await dropRule(ctx.db, unit, kind, by(ctx), ctx.today);
      return {};
    },
  }),
  'notices.messages': route({
    method: 'GET',
    path: '/api/notices/messages',
    permission: 'notices.manage',
    summary: 'The outbox of my units: what went, what waits, what never went',
    input: z.object({ state: z.enum(MESSAGE_STATES).optional(), channel: z.enum(CHANNELS).optional(), ...Page }),
    output: z.object({
      rows: z.array(MessageShown),
      total: z.number(),
      waiting: z.number(),
      sent: z.number(),
      dead: z.number(),
      page: z.number(),
      page_size: z.number(),
      channels: Channels,
    }),
    run: async (ctx, input) => {
      const { page, page_size } = input;
      return { ...(await messages(ctx.db, input, ctx.scope)), page, page_size, channels: channels() };
    },
  }),
  'notices.retry_dead': route({
    method: 'POST',
    path: '/api/notices/dead_messages/retry',
    permission: 'notices.manage',
    summary: 'Try every dead message of my units anew, at most 5,000 at once',
    input: z.object({}),
    output: z.object({ count: z.number() }),
    run: async (ctx) => ({ count: await retryDead(ctx.db, by(ctx)) }),
  }),
  'notices.act_on_message': route({
    method: 'POST',
    path: '/api/notices/messages/:id/:action',
    permission: 'notices.manage',
    summary: 'Try a dead message anew, or cancel one that waits',
    input: z.object({ id, action: z.enum(['retry', 'cancel']) }),
    output: z.object({}),
    run: async (ctx, input) => {
      await actOnMessage(ctx.db, input.id, input.action, by(ctx));
      return {};
    },
  }),
};
