package import Fixtures

extension ReadyCondition {
    /// The condition in a few words.
    package var summary: String {
        switch self {
        case .helper: "the guest helper answers"
        case .agent: "the QEMU guest agent answers"
        case .ssh: "a login by SSH works"
        case .port(let condition): "port \(condition.port) of \(condition.host ?? "the guest") accepts connections"
        case .http(let condition): condition.words
        case .console(let condition):
            switch condition.match {
            case .text(let text): "the console shows ‘\(text)’"
            case .pattern(let pattern): "a line of the console matches /\(pattern)/"
            }
        case .file(let condition):
            condition.match.map { "\(condition.path) shows \($0.summary)" } ?? "there is \(condition.path)"
        case .command(let condition):
            "‘\(condition.words)’ succeeds" + (condition.match.map { " and shows \($0.summary)" } ?? "")
        case .unit(let condition): "\(condition.name) is active"
        case .cloudInit: "cloud-init has finished"
        case .all: "all of"
        case .any: "any of"
        }
    }

    /// What to try when it does not hold.
    var remedy: String {
        switch self {
        case .helper:
            "helper: only images that Mayfly prepares have the guest helper; wait for agent or ssh in others"
        case .agent: "agent: is the package qemu-guest-agent in the image, and its service started?"
        case .ssh:
            "ssh: is an SSH server in the image, and a cloud-init volume (cloudInitNoCloud) that brings our key?"
        case .port(let condition): "port: does ‘ss -ltn’ in the guest show port \(condition.port) at that address?"
        case .http(let condition):
            "http: what does ‘curl -i localhost:\(condition.port)\(condition.path)’ in the guest say?"
        case .console: "console: does the guest print to its serial console (kernel argument console=ttyS0)?"
        case .file(let condition): "file: which step of the guest's boot writes \(condition.path)?"
        case .command: "command: run it by hand in a machine that does not wait for it"
        case .unit(let condition): "unit: look at ‘journalctl -b -u \(condition.name)’ in the guest"
        case .cloudInit: "cloudInit: look at ‘cloud-init status --long’ and /var/log/cloud-init.log in the guest"
        case .all, .any: "look at the group's members"
        }
    }
}

extension HTTPCondition {
    fileprivate var words: String {
        "http://\(host ?? "localhost"):\(port)\(path) answers" + (status.map { " with \($0)" } ?? "")
            + (body.map { " and shows \($0.summary)" } ?? "")
    }
}

extension CommandCondition {
    /// The command in one line, shortened.
    fileprivate var words: String {
        let whole =
            switch program {
            case .run(let words): words.joined(separator: " ")
            case .shell(let script): script
            }
        let lines = whole.split(separator: "\n")
        let first = lines.first ?? ""
        return first.count > 60 || lines.count > 1 ? first.prefix(60) + "…" : String(first)
    }
}
