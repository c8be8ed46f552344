"""Notifications: alerts handed to the services that Apprise knows: mail, chat, SMS, push."""
