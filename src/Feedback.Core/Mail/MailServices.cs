using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Mail;

/// <summary>How mails are sent. The sender is the head's.</summary>
public static class MailServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOrigin origin, MailPace pace) => services
        .AddSingleton(origin)
        .AddSingleton(pace)
        .AddSingleton<SendOnce>();
}
