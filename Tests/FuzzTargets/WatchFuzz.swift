import KubeVirt
import Kubernetes

/// Any bytes as a watch's stream, in any pieces: the same lines, each of them read or refused, and nothing told that makes
/// no sense.
package func fuzzWatch(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    func lines(_ size: Int) -> [[UInt8]]? {
        var splitter = LineSplitter(longest: 1 << 12)
        var lines: [[UInt8]] = []
        for start in stride(from: 0, to: text.count, by: size) {
            guard let more = try? splitter.add(Array(text[start..<min(start + size, text.count)])) else { return nil }
            lines += more
        }
        return lines
    }
    let whole = lines(max(1, text.count))
    precondition(whole == lines(Int(first % 61) + 1), "pieces gave other lines")
    var machine = WatchMachine()
    machine.beginList()
    _ = machine.finishList(version: "1")
    var alive: Set<ObjectIdentity> = []
    for line in whole ?? [] {
        switch try? WatchLine<ConfigMap>(reading: line) {
        case .change(let kind, let object):
            let meta = object.metadata
            let identity = ObjectIdentity(
                namespace: meta.namespace ?? "", name: meta.name ?? "", uid: meta.uid ?? "")
            for (kind, identity) in machine.received(kind, identity, version: meta.resourceVersion ?? "") {
                switch kind {
                case .added: precondition(alive.insert(identity).inserted, "added twice")
                case .modified: precondition(alive.contains(identity), "modified before it was added")
                case .deleted: precondition(alive.remove(identity) != nil, "deleted and not there")
                }
            }
        case .bookmark(let version): machine.bookmark(version: version)
        case .failure, .unknown, nil: machine.ended(.closed)
        }
    }
    precondition(machine.count == alive.count)
    _ = Status(reading: text)
}
