using Feedback.Core.Digests;
using Feedback.Core.Signals;

namespace Feedback.Web.Hosting;

/// <summary>The part of the configuration under <c>Feedback:</c> that is about the weekly digest.</summary>
internal static class DigestOptions
{
    private const string DigestAt = nameof(DigestAt);
    private const string DigestTimeZone = nameof(DigestTimeZone);

    /// <summary>The keys.</summary>
    public static readonly IReadOnlyList<string> Keys = [DigestAt, DigestTimeZone];

    /// <summary>Reads when digests are sent.</summary>
    /// <param name="section">The configuration; takes what is wrong.</param>
    /// <param name="calendar">The company's weeks; its time zone is the digest's where none is given.</param>
    public static DigestSchedule Read(OptionSection section, CompanyCalendar calendar)
    {
        var schedule = DigestSchedule.Usual with { Calendar = calendar, Zone = calendar.Zone };
        if (section.Text(DigestAt) is { } at)
        {
            if (DigestSchedule.TryParse(at) is { } parsed)
                schedule = schedule with { Day = parsed.Day, Time = parsed.Time };
            else
                section.Fault(DigestAt, "must be a day of the week and a time, such as Monday 07:00");
        }

        if (section.Text(DigestTimeZone) is { } name)
        {
            if (CompanyCalendar.FindZone(name) is { } zone)
                schedule = schedule with { Zone = zone };
            else
                section.Fault(DigestTimeZone, "must be an IANA time zone such as Europe/Berlin");
        }

        return schedule;
    }
}
