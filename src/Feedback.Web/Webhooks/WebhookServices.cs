using System.Net;
using Feedback.Core.Subscriptions;

namespace Feedback.Web.Webhooks;

/// <summary>Posting to subscribers.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync)
        .AddSingleton<WebhookHosts>()
        .AddSingleton(provider =>
            new WebhookClient(provider.GetRequiredService<AddressPolicy>(), provider.GetRequiredService<WebhookHosts>(),
                provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<PostWebhook>(provider => provider.GetRequiredService<WebhookClient>().PostAsync);
}
