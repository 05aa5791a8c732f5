using System.Buffers;
using System.Text.RegularExpressions;

namespace Feedback.Core.Language;

/// <content>The forms in which people ask. Each is a head; the clause behind it is what is asked for.</content>
public static partial class ExpectedOutcomes
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace;

    // "… that I want", "when I need", "they said you should": a part of another statement, and no ask of its own.
    private const string NotWithin =
        """
        (?<! \b(?:like|feel|feels|felt|if|when|whenever|because|that|as|what|whatever|which|anything|everything|something|nothing|than|where|how|who|why|time|unless|until|once|though|said|says|saying
            |told|tells|telling|me|claimed|claims|stated|states|stating|advised|thought|think|whether|reason|all|only|sure|can|did|do|does|say|so) [ ]{1,2} [\w]{1,12} )
        """;

    private const string I = """\b(?: I | we )\b""" + NotWithin;

    private const string Softly = """(?: [ ]+ (?:just|only|simply|really|still|now|also|do|so|very|much|honestly|truly|therefore|hereby|currently|formally|respectfully|again|merely|at[ ]this[ ]point) ){0,3}""";

    // What people announce, do or feel rather than ask for.
    private const string NotAnnounced =
        """
        (?! [ ]+ to [ ]* (?:[.,;!)]|$) | [ ]+ (?: to [ ]+ (?:(?:\w+ly|first|also|just)[ ]+)? (?: say|confirm|let|apply|get[ ](?:it|this|one|another|them)[ ]in|get[ ](?:used|another|(?:it|them)[ ](?:hemmed|altered|tailored|taken))|speak[ ](?:to|with)[ ]you|have[ ](?:it|them)|thank|mention|add|point|note|start|begin|emphasi[sz]e|clarify|express|share|love|like|keep|wear|buy|purchase|own|order|try|return|exchange|find|inform|update
                |report|file|submit|tell[ ]you[ ](?!(?:that|to)\b)|address|state|bring|reiterate|stress|highlight|make[ ](?:a[ ]complaint|it[ ](?:clear|known)|sure|clear|this[ ]complaint|you[ ]aware)|complain|lodge|open
                |look|use|give[ ]it|size|go[ ](?:up|down)|call|pay|cry|scream|do[ ](?:this|business)|live|take|explain|see[ ]how|show|hear[ ](?:about|of)|send[ ](?:it|them|this)|know[ ]what[ ]to)\b
            | you[ ]to[ ](?:know|understand|see)
            | (?:this|it|them|one|these)[ ]in[ ](?:every|all|another|other|each|both)
            | so[ ](?:badly|much)
            | (?:thank|everyone|people|others|anyone|you[ ]guys|no[ ](?:part|longer)|so|something|another|help|for|it|this[ ](?:so|in|shirt|dress|top|skirt|sweater)|one|another|more|two|both|every|all|these|the[ ](?:dress|top|skirt|sweater)) (?=\b[ ]*(?:[.,;!]|so|in|for|but|and|$)) ) \b )
        """;

    // Each form with words of which it needs one: most sentences have none, and looking for those is far cheaper.
    private static readonly (ExpectedOutcomeKind Kind, SearchValues<string> Words, Regex Form)[] Forms =
    [
        (ExpectedOutcomeKind.Want, Any("want", "need", "like", "requir", "ask", "expect", "request"), Wants()),
        (ExpectedOutcomeKind.Request, Any("please", "can ", "could ", "would", "'d ", "’d ", "will ", "ask", "request", "demand", "seek", "insist", "urge", "beg"), Requests()),
        (ExpectedOutcomeKind.Request, Any("refund ", "reimburse ", "credit ", "compensate ", "give ", "send ", "pay ", "bring ", "remove ", "fix ", "correct ", "delete ", "cancel ", "restore ", "reverse ", "unlock ", "reopen ", "resolve ", "stop ", "do ", "get "), Imperatives()),
        (ExpectedOutcomeKind.Expectation, Any("expect", "hop"), Expectations()),
        (ExpectedOutcomeKind.Advice, Any("should", "need", "must"), Advice()),
        (ExpectedOutcomeKind.Wish, Any("wish", "would", "could", "'d ", "’d ", "'ve ", "hope"), Wishes()),
        (ExpectedOutcomeKind.Question, Any("why "), Questions()),
    ];

    private static SearchValues<string> Any(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);


    [GeneratedRegex(
        $$"""
        \b(?:all|the[ ]only[ ]thing) [ ] (?:that[ ])? (?:I|we) (?:[ ](?:ever|really|have|am|'m|’m|was))? [ ] (?:want|wanted|need|needed|ask|asked|asking|expect|expected|request|requested) (?:[ ]for)? [ ] (?:is|was)\b
        | \b(?:what) [ ] (?:I|we) [ ] (?:really[ ]|would[ ])? (?:want|need|like|request|expect) [ ] is \b
        | {{I}} {{Softly}} [ ]+ want {{NotAnnounced}} \b
        | {{I}} [ ]+ (?:just|only|simply) [ ]+ wanted {{NotAnnounced}} \b
        | {{I}} (?: [ ]+ (?:really|just|also|still|do))? (?: [ ]+ would | ['’]d ) {{Softly}} [ ]+ like {{NotAnnounced}} (?! [ ]+ (?:it|this|that|these|them|to[ ]know[ ]if) \b ) \b
        | {{I}} {{Softly}} [ ]+ (?:need|require) (?= [ ]+ (?: help|assistance|someone|somebody|you|them|this|these|my|our|answers|an?[ ](?:refund|resolution|response|answer|explanation|copy|letter|new|replacement|solution|corrected)|your[ ]help
            |to[ ](?:have|get|know|speak|be[ ]able|be[ ]given|see|talk|receive|hear)) \b ) {{NotAnnounced}} \b
        | (?<= ^ [\W]{0,3} ) (?:just[ ]|really[ ]|only[ ])? (?:want|would[ ]like|need) (?= [ ]+ (?: my|our|a[ ]refund|you|them|this|to[ ](?:know|have|get|be)) \b) \b
        """, Options)]
    private static partial Regex Wants();

    [GeneratedRegex(
        $$"""
        (?<! \b(?:to|will|not|never|we|aim|can't|cannot|can|could|would|you|trying|did|they|I|said|say|yes) [ ]{1,2} | \b(?:can|could|would|will)[ ]you[ ] ) \bplease \b
            (?! [ ]*[.,!?]? [ ]* (?: $ | (?:kindly[ ])?(?:can[ ]you[ ])?(?:help|advise|respond|reply|contact|assist|let[ ]me[ ]know|call|do[ ]something|look[ ]into[ ](?:it|this))\b[ ]*(?:me|us)?[ ]*(?:[.!,;]|$|if\b|on[ ]next|asap\b|what\b|i\b) | (?: note|take[ ]note|try|reference|be[ ](?:advised|aware|careful|warned|cautious)|see|find|beware|read|understand|keep[ ]in[ ]mind|forgive|excuse|review[ ](?:the|my)?[ ]*attached|know|feel|refer|bear
                |don['’]?t[ ](?:buy|waste|order|be|use|get|bother|do[ ]business|let|purchase|think|trust|fall|ask|hesitate)|do[ ]not[ ](?:buy|waste|order|be|use|get|bother|do[ ]business|purchase|ask|call)|consider[ ]this|accept[ ]this|thank|the|and|everyone|avoid|stay[ ]away|try[ ]it|bless|or|in|for|hold|enter|this|it|that|I|we|my)\b ) )
        | \b(?:can|could|would|will) [ ] (?:you|someone|somebody|anyone) (?:[ ]guys|[ ]folks)? [ ] (?:please[ ]|kindly[ ]|just[ ]|at[ ]least[ ])? (?! help(?:[ ](?:me|us))?[ ]*[?.!,] ) (?= (?:help|tell|explain|refund|cancel|fix|check|look|send|give|make|let|stop|remove|reverse|return|credit|resolve|correct|put|bring|contact|call|track|confirm|update|change|provide|show|waive|investigate|assist|get|advise|delete|re-?\w+)\b )
        | {{I}} (?: [ ]+ (?:am|are) | ['’](?:m|re) ) {{Softly}} [ ]+ (?:asking|requesting|demanding|seeking|insisting) (?! [ ]+ (?: myself|you[ ]to[ ]imagine|around|employment|advice[ ]from ) \b ) \b
        | {{I}} {{Softly}} [ ]+ (?:request|demand|insist|urge|beg|ask) (?= [ ]+ (?: that|you|for|an?|my|the|this|these|immediate|all|your|them[ ]to|cfpb|to[ ](?:have|be) ) \b ) \b
        | {{I}} (?: [ ]+ would | ['’]d ) {{Softly}} [ ]+ (?:appreciate|be[ ]grateful[ ](?:if|for)) (?! [ ]+ it[ ]*$ ) \b
        """, Options)]
    private static partial Regex Requests();

    // At the start of a sentence or clause, where the verb is a command.
    [GeneratedRegex(
        """
        (?: (?<= ^ [\W]{0,3} | [,;:!-][ ]{0,2} | \b(?:so|just)[ ] ) (?<! \b(?:say|says|said|saying|told)\b[^.!?]{0,30} ) (?<! \b(?:to|will|would|could|can|cannot|not|n't)[ ][^.;:!?]{0,60} ) )
        (?: (?:refund|reimburse|credit|compensate) [ ] (?=(?:me|us|my|our)\b)
          | (?:give|send|pay) [ ] (?=(?:me|us|my)\b) (?! (?:me|us)[ ](?:a[ ]break|the[ ]runaround) )
          | bring [ ] (?= (?:(?:it|them|this|these|the[ ]\w{1,20}|\w{1,20})[ ])? back\b )
          | (?:remove|fix|correct|delete|cancel|restore|reverse|unlock|reopen|resolve) [ ] (?=(?:my|our|this|these|it|them|all)\b)
          | stop [ ] (?=(?:calling|charging|sending|making|harassing|using|this)\b)
          | do [ ] (?=(?:something|better|your[ ]job)\b)
          | get [ ] (?=(?:rid[ ]of|it[ ]together|your[ ]act)\b) )
        """, Options)]
    private static partial Regex Imperatives();

    [GeneratedRegex(
        $$"""
        {{I}} {{Softly}} (?! (?:[ ]+am|[ ]+are|['’]m)?[ ]+(?:also[ ]|still[ ]|just[ ]|really[ ])?hop(?:e|ing)[ ](?!for[ ]a|to[ ](?:get|have)|(?:that[ ])?(?:they|you|someone|somebody)\b)) (?: [ ]+ (?:was|were|am|are|had|have) | ['’](?:m|d|ve) )? (?:[ ]+been)? {{Softly}} [ ]+ (?:expecting|hoping|hoped|expected|expect) \b
            (?! [ ]* (?: for )? [ ]* (?:[.,;!)]|$) | [ ]+ (?: but\b | (?:it|this|them|these|the[ ]\w{1,20}|this[ ]\w{1,20})[ ](?:to[ ]be|would[ ]be|to[ ]look|to[ ]fit)[ ](?:so[ ]|too[ ]|a[ ]bit[ ]|a[ ]little[ ]|very[ ])?(?:weird|bad|terrible|awful|cheap|worse|ugly|see|shapeless|poor|disappoint\w*|boxy|short|itchy)
                | (?:it|this|they|that|the[ ]\w{1,20})[ ]will | the[ ]\w{1,20}[ ]would[ ]be[ ]too | (?:it|this|they|(?:the|this)[ ](?:\w{1,20}[ ])?\w{1,20})[ ]would[ ](?:work|fit|be[ ]perfect)
                | (?:this|that)[ ](?:because|since|as) | (?:it|this|they|that)[ ]won['’]?t | I[ ]would
                | (?:based|in|to[ ]come|to[ ]be[ ]wowed|from|given|after|when|since|because|as|and|not|so|to[ ](?:use|wear|order|keep|love|like|have[ ]to|return|be[ ]disappointed|hate)) ) \b )
            (?! [^.!?]{0,140} \b(?:pleasantly|surpris\w+|exceed\w*|and[ ]it[ ](?:is|was|did|does)\b(?!n)|better[ ]than|did[ ]not[ ]disappoint|didn['’]t[ ]disappoint|not[ ]disappointed|it[ ]was[ ]perfect\w*|love[sd]?|finally) \b )
        """, Options)]
    private static partial Regex Expectations();

    [GeneratedRegex(
        $$"""
        \b(?:you|they|it|this|these|those|there|someone|somebody|nobody|no[ ]one|company|companies|bank|banks|store|shop|site|website|team|staff|service|management|retailer|people|customers?|consumers?|agents?)\b {{NotWithin}} [ ] (?> should (?:[ ]not|n['’]?t)?\b (?: [ ] (?:really|just|at[ ]least|also|be|have|been|never|all|definitely|no[ ]longer)\b ){0,4} )
            (?! [ ]* (?:[.,;!)]|$) | [ ]+ (?: fine|ok|okay|able|aware|noted|great|good|perfect|buy|get|try|order|size|go|know|see|check|definitely|consider|wear|look|fit|work|last|hold|stretch|match|cute|adorable|transition|much|come[ ]with[ ]a|soften|also[ ]know|read|expect|run|think|too
                |dry|hand|machine|bought|tried|sized|gone|known|seen|received|purchase|use|keep|pick|skip|beware|stay|avoid|do[ ]business|easy|(?<!there[ ]should[ ]be[ ])an?|and|the|in|here|there|easily|wash|iron|no[ ]problem|loose|comfortable|versatile) \b )
        | {{I}} [ ] should (?: [ ](?:not|never)|n['’]?t )? [ ] (?: have[ ](?:to|been[ ](?:told|given|offered|able|notified|informed|paid|credited|refunded|allowed|contacted|warned|asked|charged|treated))|be[ ](?:able[ ]to|given|refunded|charged|paid|compensated|told|allowed|getting|responsible|treated|held|penali[sz]ed)|not[ ]have[ ]to|get[ ](?:my|a|the)) \b
        | \b(?:you|they|it|this|someone|somebody|company|companies|bank|something|store|site|website|retailer|management) [ ] (?:really[ ]|just[ ]|seriously[ ]|desperately[ ])? (?:needs?|ha(?:s|ve)|must) [ ]* (?:to)? [ ] (?=
              (?:be[ ](?:fixed|removed|corrected|updated|looked|held|investigated|changed|stopped|addressed|resolved|shut|fined|improved|redesigned|deleted|refunded|reviewed|better|more|less|longer|shorter|larger|bigger|smaller|wider|punished|accountable|made|reported|taken|closed|reversed)
              |stop|fix|improve|change|make(?![ ]sure)|do[ ](?:something|better|their|a[ ]better)|get[ ](?:their|its|your|rid|it[ ]together)|hire|train|offer|provide|refund|return[ ]my|remove|update|correct|honou?r|learn|add|start|take[ ](?:responsibility|care))\b ) (?<! ha(?:s|ve)[ ] ) 
        | (?<= ^[\W]{0,3} ) (?:should|needs[ ]to) [ ] (?= (?:be|have)[ ](?:a[ ]|more|less|better|longer|shorter|bigger|been|wider|lined|made|cheaper|an[ ])\b )
        """, Options)]
    private static partial Regex Advice();

    [GeneratedRegex(
        $$"""
        \b(?:(?:I|we)[ ])? (?:(?:just|really|only|do|so|also|still)[ ]){0,2} wish (?:ed|es)? (?:[ ]that)? (?= [ ] (?: it|they|the|this|these|there|you|that|those|more|someone|retailer|my|other|\w{2,16}[ ](?:was|were|had|would|came|could|did) ) \b )
            (?! [ ] (?: (?:that[ ])?(?:it|this|they|these|them)[ ](?:had[ ]|would[ ]have[ ])?(?:worked|work)\b | we[ ]had | you[ ](?:all[ ])?(?:luck|well|the[ ]best|a)\b | that[ ]I\b | I\b | (?:summer|winter|spring|fall|the[ ]weather)\b | (?:the[ ]|other[ ]|more[ ])?(?:other[ ])?reviewers | list | \w+[ ]list) )
        | \b(?:(?:it|that|this|which)[ ])? (?:would|could|['’]d)(?:['’]ve)? [ ] (?:have[ ])? (?:also[ ])? be(?:en)? [ ] (?:so[ ]|much[ ]|really[ ]|even[ ]|very[ ]|a[ ]lot[ ])? (?:nice|great|good|better|perfect|helpful|lovely|ideal|awesome|cool|nicer|wonderful|fantastic|amazing|appreciated|prettier|cuter|more[ ]flattering)
            (?: [ ] (?:if (?=[ ](?!I\b|you[ ](?:are|have|need|want|like|were)|your))|to[ ] (?:have|see|be[ ]able|know|hear|offer) | had | without) ) \b
        | {{I}} (?:[ ]would|['’]d) (?:['’]ve|[ ]have)? [ ] (?:(?:really|definitely|have|much|also|so)[ ]){0,2} (?:liked|loved(?=[ ](?:to[ ]|more|for|if))|preferred|prefer|rather(?=[ ](?:have|they|it|you|see|be)\b)|love[ ](?=(?:to[ ](?:see|have[ ](?:this|it|more|seen))|if|for|this[ ]in|it[ ]in|it[ ]if|this[ ]if|more)\b)|appreciated) \b
            (?! [ ] (?: it[ ]*(?:[.,!;]|if\b|better|for|$)|to[ ](?:keep|wear|order|return|buy|wait|love|give|try)|not|(?:this|that)[ ]*[.,!]|it[ ]but|have|wear|ordered|keep) )
        | (?: \b(?:I|we)[ ](?:(?:really|do|just|only|sincerely)[ ]){0,2}hope | (?<=^[\W]{0,3}) hope | \bhopefully ) [ ] (?:that[ ])? (?= (?:they|you|retailer|someone|somebody|this[ ](?:company|bank)|the[ ](?:company|bank|store|retailer|brand|designer)|cfpb) [ ] (?! (?:will|can|would|do)(?:[ ]not|n['’]?t)?[ ](?:shrink|wear|fade|fall|rip|last|hold|stretch|soften|fit|go|work|still) ) (?:can|will|would|could|['’]ll|make|bring|fix|come|do|get|offer|restock|change|improve|stop|start|keep|continue|learn|see|consider|carry|re) )
        """, Options)]
    private static partial Regex Wishes();

    [GeneratedRegex(
        """
        (?<! \b(?:reason|reasons|explain|know|me|understand|wonder|wondering|sure|is|that['’]s|us|ask|asked|see|and|tell|how|explanation|or|as[ ]to) [ ] )
        \bwhy [ ] (?:can|do|wo|is|are|did|could|ca|would|has|have|should|does|was|were) (?: n['’]?t | not | [ ]not ) [ ] (?:you|they|I|we|it|the|this|there|my|that|your|nobody|no[ ]one) \b
            (?! [^.!]{0,100} \b(?:matter|worry)\b )
        """, Options)]
    private static partial Regex Questions();

    // Where the ask ends and something else is said.
    [GeneratedRegex(
        """
        [;()\[\]“”…] | (?<!\d)" | \.\.+ | [ ][-–—*]+[ ] | [–—] | -- | :[ ] | [!?] (?=[ ])
        | ,? [ ] (?: but|however|because|cause|otherwise|although|though|instead[ ]I|since|whereas|unless|which[ ](?:is|was|they|I)|so[ ](?:that[ ])?(?:I|we|it|they)|as[ ](?:I|they|it|this|we|well[ ]as[ ]I)
            | and[ ](?:then[ ])?(?:I|we|they|it|he|she|this|that|my|there|not|when|if|please)|or[ ](?:I|we|else)|when[ ]I|if[ ](?:I|this|that|it|they)|only[ ]to|unfortunately|thank|thanks ) \b
        | , [ ] (?: I|we|they|it|he|she|this|that|which|who|so|as|then|when|while|you|not|just|especially|like|now|my|their|the[ ]\w{1,20}[ ](?:is|was|are|were)|there|please|or|what|yet|if ) \b
        """, Options)]
    private static partial Regex ClauseEnd();
}
