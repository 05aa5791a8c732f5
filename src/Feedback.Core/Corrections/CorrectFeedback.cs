using System.Globalization;
using Feedback.Core.Journeys;
using Feedback.Core.Observability;
using Feedback.Core.Records;
using Feedback.Core.Requests;
using Feedback.Core.Storage;

namespace Feedback.Core.Corrections;

/// <summary>
/// Corrects an opinion. Only what was understood is changed, under its ETag, with its corrections and its mapping in one write; signals, folds and the log
/// follow through the pipeline. What holds is worked out from the whole each time: <see cref="CorrectedOpinions"/> finds the opinion that is meant, and
/// <see cref="OpinionMapper"/> puts it where the correction says.
/// </summary>
public sealed class CorrectFeedback(IDocumentStore store, MapOpinions map, JourneyCatalogue journeys, PipelineMetrics metrics, TimeProvider time)
{
    /// <summary>How many corrections one feedback takes.</summary>
    public const int MostCorrections = 500;

    /// <summary>Makes a correction. What already is as it asks is not corrected, so asking again changes nothing.</summary>
    /// <param name="id">The feedback's id.</param>
    /// <param name="isPresented">Whether a version (the store's ETag) is the one that the caller saw; <c>null</c> for any.</param>
    /// <param name="asked">What is to be corrected.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<CorrectionResult> RunAsync(string id, Predicate<string>? isPresented, CorrectionRequest asked, string by,
        CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await store.FindFeedbackAsync(id, cancellationToken) is not { } found)
                return CorrectionResult.Refused(Refusal.NotFound("There is no feedback with this id."));
            if (isPresented?.Invoke(found.ETag) == false)
                return CorrectionResult.Refused(Refusal.Stale("The feedback has changed since you read it. Read it again.", found.ETag));
            if (found.Record is not { State: FeedbackState.Mapped, Analysis: not null, Mapping: not null } before)
                return CorrectionResult.Refused(Refusal.Conflict("Only feedback in the state mapped can be corrected."));
            if (before.ErasedAt is not null)
                return CorrectionResult.Refused(Refusal.Conflict("The customer was erased: there is nothing left to correct."));
            if (Check(before, asked) is { None: false } errors)
                return CorrectionResult.Refused(Refusal.Invalid(errors));

            var after = Correct(before, asked, by, time.GetUtcNow());
            var made = after.Corrections?.Skip(before.Corrections?.Count ?? 0).ToList() ?? [];
            if (made.Count == 0)
                return new(found, 0, null);
            if (after.Corrections!.Count > MostCorrections)
                return CorrectionResult.Refused(Refusal.Conflict($"The feedback already has the maximum of {MostCorrections} corrections."));
            if (await store.ChangeAnalysisAsync(found, after, cancellationToken) is not { } changed)
                continue;
            foreach (var correction in made)
                metrics.Corrected(JsonWord.Of(correction.Field), correction.AnalysedBy);
            return new(changed, made.Count, null);
        }
    }

    private FieldErrors Check(FeedbackRecord record, CorrectionRequest asked)
    {
        var errors = new FieldErrors();
        var opinions = record.Opinions().Count;
        if (asked.Opinion < 0 || asked.Opinion >= opinions)
            errors.Add("opinion", opinions == 1 ? "must be 0: the feedback has one opinion"
                : string.Create(CultureInfo.InvariantCulture, $"must be the number of one of the feedback's opinions, 0 to {opinions - 1}"));
        if (asked.IsEmpty)
            errors.Add(FieldErrors.Body, "must correct at least one of sentiment, theme and stage");
        if (asked.Reason is { } reason && ReasonRule.FaultOf(reason, record.Text) is { } fault)
            errors.Add("reason", fault);
        if (JourneyOf(record, asked) is not { } journey)
        {
            if (asked.Journey is not null || asked.Theme is not null || asked.Stage is not null)
                errors.Add("journey",
                    "must be a journey that the feedback is mapped to: "
                        + $"{string.Join(", ", journeys.Active.Select(active => active.Id).Where(id => MappingOn(record, id) is not null))}");
            return errors;
        }

        if (asked.Theme is { Id: { } theme } && !journey.Themes.Any(known => known.Id == theme))
            errors.Add("theme", $"must be null for no theme, or one of {string.Join(", ", journey.Themes.Select(known => known.Id))}");
        if (asked.Stage is { } stage && stage != MappedOpinion.Unmapped && !journey.Stages.Any(known => known.Id == stage))
            errors.Add("stage", $"must be one of {string.Join(", ", journey.Stages.Select(known => known.Id).Append(MappedOpinion.Unmapped))}");
        return errors;
    }

    private FeedbackRecord Correct(FeedbackRecord record, CorrectionRequest asked, string by, DateTimeOffset at)
    {
        if (asked.Sentiment is { } label)
            record = With(record, CorrectedField.Sentiment, null, JsonWord.Of(record.Opinions()[asked.Opinion].Sentiment.Label), JsonWord.Of(label));
        if (JourneyOf(record, asked) is not { Id: var journey })
            return record;
        // A theme brings its stage along, so the stage is looked at after it.
        if (asked.Theme is { } theme)
            record = With(record, CorrectedField.Theme, journey, Place(record).Theme, theme.Id);
        if (asked.Stage is { } stage)
            record = With(record, CorrectedField.Stage, journey, Place(record).Stage, stage);
        return record;

        MappedOpinion Place(FeedbackRecord of) => MappingOn(of, journey)!.Opinions[asked.Opinion];

        FeedbackRecord With(FeedbackRecord of, CorrectedField field, string? on, string? before, string? after)
        {
            if (before == after)
                return of;
            var corrected = of with
            {
                Corrections =
                [
                    .. of.Corrections ?? [],
                    new()
                    {
                        Number = of.Corrections?.Count ?? 0,
                        Opinion = CorrectedOpinions.Of(of)[asked.Opinion].Analysed,
                        Field = field,
                        Journey = on,
                        Before = before,
                        After = after,
                        AnalysedBy = of.Analysis!.By,
                        By = by,
                        OnBehalfOf = asked.OnBehalfOf,
                        At = at,
                        Reason = asked.Reason,
                    },
                ],
            };
            return corrected with { Mapping = map.Map(corrected) };
        }
    }

    private JourneyDefinition? JourneyOf(FeedbackRecord record, CorrectionRequest asked) =>
        journeys.Active.FirstOrDefault(journey => (asked.Journey is null || journey.Id == asked.Journey) && MappingOn(record, journey.Id) is not null);

    private static FeedbackMapping? MappingOn(FeedbackRecord record, string journey) =>
        record.Mapping!.FirstOrDefault(mapping => mapping.Journey == journey && mapping.Opinions.Count > 0);
}
