using Feedback.Core.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.Core.Digests;

/// <summary>The weekly digest. Who renders it is the head's.</summary>
public static class DigestServices
{
    /// <summary>Adds the services of this folder.</summary>
    public static IServiceCollection AddDigests(this IServiceCollection services, DigestSchedule schedule, byte[] linkSecret) => services
        .AddSingleton(schedule)
        .AddSingleton(provider => new UnsubscribeLinks(linkSecret, provider.GetRequiredService<MailOrigin>()))
        .AddSingleton<RecipientReader>()
        .AddSingleton(new RecipientKeys(linkSecret))
        .AddSingleton<DigestRecipients>()
        .AddSingleton<PickQuotes>()
        .AddSingleton<MakeDigest>()
        .AddSingleton<DigestArchive>()
        .AddSingleton<WriteDigest>()
        .AddSingleton<AskForDigest>()
        .AddSingleton<SendDigests>();
}
