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
        var name = audience == DigestRecipient.Everyone ? "The whole journey" : known?.Silos.FirstOrDefault(silo => silo.Id == audience)?.Title ?? audience;
        return journeys.Active.Count > 1 ? $"{name} ({known?.Title ?? journey})" : name;
    }

    /// <summary>What became of one mail.</summary>
    public static string Of(DigestNotice? notice, bool unsubscribed = false) => notice switch
    {
        null => unsubscribed ? "unsubscribed" : "not sent",
        { State: NoticeState.Sent } => $"sent {Format.Time(notice.At)}",
        { State: NoticeState.Sending } => "being sent",
        { State: NoticeState.Waiting, Attempts: 0 } => "about to be sent",
        { State: NoticeState.Waiting } => $"tried {Format.Count(notice.Attempts, "time")}, next at {Format.Time(notice.DueAt ?? notice.At)}",
        { State: NoticeState.Refused } => "refused",
        { State: NoticeState.Uncertain } => "nobody can tell whether it was sent",
        _ => "withdrawn",
    };

    /// <summary>What is done for one recipient.</summary>
    public static string Of(DigestAction action) => action switch
    {
        DigestAction.Send => "is sent it",
        DigestAction.SendAgain => "is sent it once more",
        DigestAction.HasIt => "has it: nothing is sent",
        DigestAction.OnItsWay => "it is on its way: nothing more is sent",
        DigestAction.Uncertain => "may have it: nothing is sent unless you choose this recipient alone",
        DigestAction.Unsubscribed => "has unsubscribed: nothing is sent",
        _ => "nothing is sent",
    };

    /// <summary>The mails of a week in one line.</summary>
    public static string Summary(IReadOnlyList<DigestAddressee> addressees)
    {
        var counts = addressees.Where(addressee => addressee.Notice is not null).CountBy(addressee => addressee.Notice!.State).OrderBy(pair => pair.Key)
            .ToList();
        return counts.Count == 0 ? "none" : string.Join(", ", counts.Select(pair => $"{Format.Count(pair.Value)} {JsonWord.Of(pair.Key)}"));
    }
}
