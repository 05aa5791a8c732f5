using Feedback.Core.Digests;
using Feedback.Core.Mail;
using Feedback.Web.Mail;

namespace Feedback.Web.Hosting;

/// <summary>The weekly digest.</summary>
internal static class DigestServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services, DigestSchedule schedule, byte[] linkSecret) => services
        .AddSingleton(schedule)
        .AddSingleton(provider => new UnsubscribeLinks(linkSecret, provider.GetRequiredService<MailOrigin>()))
        .AddSingleton<RenderDigest>(provider => new LetterRenderer(provider, provider.GetRequiredService<ILoggerFactory>()).RenderAsync)
        .AddSingleton<RecipientReader>()
        .AddSingleton<DigestRecipients>()
        .AddSingleton<PickQuotes>()
        .AddSingleton<MakeDigest>()
        .AddSingleton<DigestArchive>()
        .AddSingleton<WriteDigest>()
        .AddSingleton<AskForDigest>()
        .AddSingleton<SendDigests>();
}
