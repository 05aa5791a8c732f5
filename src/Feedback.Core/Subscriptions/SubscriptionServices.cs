using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Subscriptions;

/// <summary>Who hears of tickets, and what they are sent. Who posts it is the head's.</summary>
public static class SubscriptionServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, AddressPolicy addresses) => services
        .AddSingleton(addresses)
        .AddSingleton<SubscriptionReader>()
        .AddSingleton<SubscriptionRegistry>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<PublishTickets>()
        .AddSingleton<TicketEventPublisher>()
        .AddSingleton<DeliverWebhook>()
        .AddTransient<DeliverWebhooks>();
}
