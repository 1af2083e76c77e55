-- Every way of talking: Zalo templates to a phone (ZBS, once ZNS) are a channel of their own, and some channels tell that
-- a message was seen (channels.md 1.7, 5.4).

alter table outbox drop constraint outbox_channel_check;
alter table outbox add constraint outbox_channel_check check (channel in ('telegram', 'zalo', 'web', 'sms', 'zns'));
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check check
  (state in ('queued', 'sending', 'accepted', 'delivered', 'seen', 'failed', 'unknown', 'skipped'));
