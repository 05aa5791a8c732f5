using System.Net;
using Feedback.Core.Subscriptions;
using Feedback.Web.Webhooks;

namespace Feedback.Web.Hosting;

/// <summary>Notifying the departments.</summary>
internal static class SubscriptionServices
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, FeedbackOptions options) => services
        .AddSingleton(new AddressPolicy(options.AllowPrivateWebhooks))
        .AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync)
        .AddSingleton<WebhookHosts>()
        .AddSingleton(provider => new WebhookClient(provider.GetRequiredService<AddressPolicy>(), provider.GetRequiredService<WebhookHosts>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<PostWebhook>(provider => provider.GetRequiredService<WebhookClient>().PostAsync)
        .AddSingleton<SubscriptionReader>()
        .AddSingleton<SubscriptionRegistry>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<PublishTickets>()
        .AddSingleton<DeliverWebhook>();
}
