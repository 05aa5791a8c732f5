using Feedback.Core.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Customers;

/// <summary>Single customers.</summary>
public static class CustomerServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services, CustomerKeys keys, byte[] optOutSecret) => services
        .AddSingleton(keys)
        .AddSingleton(provider => new OptOutLinks(optOutSecret, provider.GetRequiredService<MailOrigin>()))
        .AddSingleton<ErasureClock>()
        .AddSingleton<UpdateCustomer>()
        .AddSingleton<CustomerHistoryQuery>()
        .AddSingleton<LifetimeValues>()
        .AddSingleton<CustomerPath>()
        .AddSingleton<OptOut>()
        .AddSingleton<CustomerQuery>()
        .AddSingleton<CustomerExport>();
}
