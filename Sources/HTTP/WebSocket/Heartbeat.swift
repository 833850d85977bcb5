/// Whether the other side is still there, as a value: it is asked at each beat, and who listens hears something between two.
struct Heartbeat: Sendable, Hashable {
    /// Whether somebody waits for whatever comes: what nobody reads says nothing about who sends it.
    var isListening = false
    /// Whether something waits for room to be sent: the other side is slow then, and does not see what it is asked.
    var isBlocked = false {
        didSet { wasBlocked = wasBlocked || isBlocked }
    }
    private var wasBlocked = false
    private var wasAsked = false
    private var wasHeard = false
    private var silentBeats = 0

    mutating func hear() { wasHeard = true }
    /// The question is on its way.
    mutating func ask() { wasAsked = true }

    /// At each beat; false when the other side was asked twice and gave no sound.
    mutating func beat() -> Bool {
        if wasHeard || wasBlocked || !isListening { silentBeats = 0 } else if wasAsked { silentBeats += 1 }
        (wasHeard, wasAsked, wasBlocked) = (false, false, isBlocked)
        return silentBeats < 2
    }
}
