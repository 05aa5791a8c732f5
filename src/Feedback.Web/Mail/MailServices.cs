using Feedback.Azure.Mail;
using Feedback.Core.ClosingTheLoop;
using Feedback.Core.Digests;
using Feedback.Core.Erasures;
using Feedback.Core.Mail;
using Feedback.Web.Hosting;

namespace Feedback.Web.Mail;

/// <summary>Mail: the sender that the configuration names, and what is written.</summary>
internal static class MailServices
{
    public static IServiceCollection AddFeedbackMail(this IServiceCollection services, FeedbackOptions options, string? listensAt)
    {
        var mail = options.Mail;
        // Also where mails go elsewhere now: they may have gone into the folder before.
        var folder = new PickupFolderMailSender(Path.Combine(options.Data, "mail"), mail.MailFrom);
        return services
            .AddMail(mail.Origin(listensAt), new MailPace(TimeSpan.FromMinutes(1) / mail.MailPerMinute))
            .AddSingleton<RenderYouSaidWeDid>(provider => new LetterRenderer(provider, provider.GetRequiredService<ILoggerFactory>()).RenderAsync)
            .AddSingleton<RenderDigest>(provider => new LetterRenderer(provider, provider.GetRequiredService<ILoggerFactory>()).RenderAsync)
            .AddSingleton<IMailSender>(provider => mail switch
            {
                { Azure: { } azure } =>
                    new AzureMailSender(azure, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AzureMailSender>>()),
                { UsesSmtp: true } =>
                    new SmtpMailSender(mail, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SmtpMailSender>>()),
                _ => folder,
            })
            .AddSingleton<IPersonalFiles>(folder);
    }
}
