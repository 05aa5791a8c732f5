namespace Feedback.Bench.Detection;

/// <summary>Something that is put into a simulated journey.</summary>
/// <param name="Onset">The hour in which it begins, counted from the first.</param>
/// <param name="Hours">How long it lasts.</param>
internal abstract record Trouble(int Onset, int Hours)
{
    public bool Covers(int hour) => hour >= Onset && hour < Onset + Hours;
}

/// <summary>More customers than before speak ill of a topic: at once when <paramref name="Rising"/> is 0, else in equal steps over that many hours.</summary>
internal sealed record MoreCustomers(int Topic, double Times, int Onset, int Hours, int Rising = 0) : Trouble(Onset, Hours)
{
    public double TimesAt(int hour) => !Covers(hour) ? 1 : 1 + ((Times - 1) * (Rising == 0 ? 1 : Math.Min(1, (hour - Onset + 1.0) / Rising)));
}

/// <summary>One customer complains of a topic again and again.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="MessagesPerDay">How often.</param>
/// <param name="Onset">The hour in which it begins.</param>
/// <param name="Hours">How long it lasts.</param>
/// <param name="Beside">Whether it says something else besides, as often, so that everything else is heard more as well.</param>
internal sealed record LoudCustomer(int Topic, double MessagesPerDay, int Onset, int Hours, bool Beside = false) : Trouble(Onset, Hours);

/// <summary>An import brings every message again under new ids.</summary>
internal sealed record DuplicateImport(int Onset, int Hours) : Trouble(Onset, Hours);

/// <summary>Everything is heard more often, good and bad alike; at one touchpoint, or at all when it is negative.</summary>
internal sealed record Campaign(int Touchpoint, double Times, int Onset, int Hours) : Trouble(Onset, Hours);

/// <summary>A touchpoint from which nothing came before is connected.</summary>
internal sealed record NewSource(int Touchpoint, int Onset) : Trouble(Onset, int.MaxValue / 2);
