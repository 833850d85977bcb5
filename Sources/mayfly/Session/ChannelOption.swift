import Mayfly
import Terminal

/// `--channel`, for whatever talks to a guest.
enum ChannelOption {
    static let option = Option(
        "channel", .choice(of: GuestChannelKind.self),
        "The way into the guest; by itself the one that the fixture prefers."
    )
}

extension Machine {
    /// The machine by the way that was asked for.
    func through(_ invocation: Invocation) -> Machine {
        invocation[ChannelOption.option].map(through) ?? self
    }
}
