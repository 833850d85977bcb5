import Images

/// Any bytes as apt's sources, its configuration and mmdebstrap's output: no trap, and what is found is bounded by the
/// input.
package func fuzzApt(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    for found in [AptSource.oneLine(text), AptSource.deb822(text)] {
        precondition(found.count <= bytes.count)
        for source in found {
            precondition(!source.addresses.isEmpty && !source.suites.isEmpty, "a source without a place")
            precondition(source.keyrings.allSatisfy { $0.hasPrefix("/") }, "a keyring without a path")
        }
    }
    let variables = AptProxy.variables(in: text, environment: [:])
    precondition(variables.count <= 3)
    _ = SubordinateIDs.count(in: text, user: "user", id: 1000)

    var whole = BootstrapOutput()
    whole.append(bytes)
    var parts = BootstrapOutput()
    var last = 0.0
    for byte in bytes {
        parts.append(CollectionOfOne(byte))
        precondition(parts.fraction >= last && parts.fraction <= 1, "progress went back")
        last = parts.fraction
    }
    whole.finish()
    parts.finish()
    precondition(whole.tail == parts.tail && whole.fraction == parts.fraction, "pieces matter")
    precondition(whole.tail.count <= 20)
}
