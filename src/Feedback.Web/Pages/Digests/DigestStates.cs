using Feedback.Core.Digests;
using Feedback.Core.Journeys;
using Feedback.Core.Mail;
using Feedback.Core.Requests;

namespace Feedback.Web.Pages;

/// <summary>What became of digest mails, in words.</summary>
internal static class DigestStates
{
    /// <summary>For whom a digest is.</summary>
    public static string Audience(JourneyCatalogue journeys, string journey, string audience)
    {
        var known = journeys.Find(journey);
        var name = audience == DigestRecipient.Everyone ? "Whole journey" : known?.Silos.FirstOrDefault(silo => silo.Id == audience)?.Title ?? audience;
        return journeys.Active.Count > 1 ? $"{name} ({known?.Title ?? journey})" : name;
    }

    /// <summary>What became of one mail.</summary>
    public static string Of(DigestNotice? notice, bool unsubscribed = false) => notice switch
    {
        null => unsubscribed ? "unsubscribed" : "not sent",
        { State: NoticeState.Sent } => $"sent {Format.Time(notice.At)}",
        { State: NoticeState.Sending } => "being sent",
        { State: NoticeState.Waiting, Attempts: 0 } => "queued",
        { State: NoticeState.Waiting } => $"{Format.Count(notice.Attempts, "failed attempt")}, next at {Format.Time(notice.DueAt ?? notice.At)}",
        { State: NoticeState.Refused } => "refused",
        { State: NoticeState.Uncertain } => "unknown whether it was sent",
        _ => "withdrawn",
    };

    /// <summary>What is done for one recipient.</summary>
    public static string Of(DigestAction action) => action switch
    {
        DigestAction.Send => "will be sent",
        DigestAction.SendAgain => "will be sent again",
        DigestAction.HasIt => "already sent, skipped",
        DigestAction.OnItsWay => "being sent, skipped",
        DigestAction.Uncertain => "may have been sent, skipped unless you choose “Send again” for this recipient",
        DigestAction.Unsubscribed => "unsubscribed, skipped",
        _ => "skipped",
    };

    /// <summary>The mails of a week in one line.</summary>
    public static string Summary(IReadOnlyList<DigestAddressee> addressees)
    {
        var counts = addressees.Where(addressee => addressee.Notice is not null).CountBy(addressee => addressee.Notice!.State).OrderBy(pair => pair.Key)
            .ToList();
        return counts.Count == 0 ? "none" : string.Join(", ", counts.Select(pair => $"{Format.Count(pair.Value)} {JsonWord.Of(pair.Key)}"));
    }
}
