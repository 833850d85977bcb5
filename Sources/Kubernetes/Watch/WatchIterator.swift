import HTTP
package import KubeVirt

/// Drives a ``WatchMachine`` over the wire. It belongs to one task at a time.
package final class WatchIterator<Object: KubernetesObject>: AsyncIteratorProtocol {
    private let watch: Watch<Object>
    private var machine = WatchMachine()
    /// Told of, in reverse: the next one is the last.
    private var waiting: [WatchEvent<Object>] = []
    private var stream: HTTPStream?
    private var lines = LineSplitter()
    private var opened = ContinuousClock.now
    private var wasFruitful = false
    private var isListing = false
    private var continuation: String?
    /// Lists that expired while they were read.
    private var expirations = 0
    private var isSynchronized = false

    /// A watch that ends sooner, and with nothing, is not worth the next one at once.
    private static var shortest: Duration { .seconds(1) }
    /// How often a refusal that looks final is taken for a server's bad start, after the first list.
    private static var mostRefusals: Int { 5 }

    init(_ watch: Watch<Object>) { self.watch = watch }

    private var client: KubernetesClient { watch.client }
    private var operation: String {
        client.words("watch", watch.resource, in: watch.namespace ?? "")
    }

    /// The next event. An error ends the watch: what passes is not one.
    package func next() async throws(KubernetesError) -> WatchEvent<Object>? {
        while true {
            if let event = waiting.popLast() { return event }
            guard !Task.isCancelled else { throw KubernetesError(.cancelled, operation, "was cancelled") }
            do throws(KubernetesError) {
                try await advance()
            } catch {
                try await settle(error)
            }
        }
    }

    package func next(isolation actor: isolated (any Actor)?) async throws(KubernetesError) -> WatchEvent<Object>? {
        try await next()
    }

    private func advance() async throws(KubernetesError) {
        if let stream { return try await read(stream) }
        switch machine.step {
        case .list: try await readPage()
        case .watch(let version): try await open(from: version)
        }
    }

    // MARK: The list

    private func readPage() async throws(KubernetesError) {
        if !isListing {
            machine.beginList()
            (isListing, continuation) = (true, nil)
        }
        let page = try await client.page(
            Object.self, watch.resource, in: watch.namespace, allNamespaces: watch.namespace == nil, watch.selection,
            limit: expirations < 2 ? watch.pageSize : nil, continuation: continuation)
        var events: [WatchEvent<Object>] = []
        for object in page.items {
            let (identity, version) = object.identity
            events += machine.listed(identity, version: version).map { event($0, object) }
        }
        continuation = page.metadata.continue.flatMap { $0.isEmpty ? nil : $0 }
        if continuation == nil {
            events += machine.finishList(version: page.metadata.resourceVersion ?? "").map { .deleted($0, nil) }
            (isListing, expirations) = (false, 0)
            if !isSynchronized { events.append(.synchronized) }
            isSynchronized = true
        }
        waiting = events.reversed()
    }

    // MARK: The stream

    private func open(from version: String) async throws(KubernetesError) {
        let path = watch.resource.path(namespace: watch.namespace)
        let query =
            watch.selection.query + [
                ("watch", "true"), ("resourceVersion", version), ("allowWatchBookmarks", "true"),
                // Not all at the same time.
                ("timeoutSeconds", String(Int.random(in: 300...600))),
            ]
        let call = Call(.get, path, query: query, operation: operation)
        let stream = try await client.open(call, patience: client.settings.watchPatience)
        guard stream.head.isSuccess else { throw try await refusal(stream, call) }
        (lines, opened, wasFruitful) = (LineSplitter(), .now, false)
        self.stream = stream
    }

    private func refusal(_ stream: HTTPStream, _ call: Call) async throws(KubernetesError) -> KubernetesError {
        var body: [UInt8] = []
        while body.count < 1 << 20, let more = try? await stream.next(), !more.isEmpty { body += more }
        let wait = RetryPolicy.wait(stream.head.headers["Retry-After"])
        var status = Status(reading: body)
        if let wait, status?.details?.retryAfterSeconds == nil {
            status = status ?? Status()
            var details = status?.details ?? Status.Details()
            details.retryAfterSeconds = Int(wait.components.seconds)
            status?.details = details
        }
        return KubernetesError(call.operation, httpStatus: stream.head.status, status: status, body: body)
    }

    private func read(_ stream: HTTPStream) async throws(KubernetesError) {
        let bytes: [UInt8]
        do throws(HTTPError) {
            bytes = try await stream.next()
        } catch {
            if error.code == .cancelled { throw KubernetesError(operation, error) }
            // A break, or silence: what was cut off in the middle of a line comes again.
            return try await close()
        }
        guard !bytes.isEmpty else { return try await close() }
        // Who only repeats itself brings nothing.
        let before = machine.step
        defer { wasFruitful = wasFruitful || machine.step != before }
        var events: [WatchEvent<Object>] = []
        let found: [[UInt8]]
        do { found = try lines.add(bytes) } catch {
            throw KubernetesError(.answer, operation, "an event is longer than the \(error.limit) bytes that are taken")
        }
        for line in found {
            let read: WatchLine<Object>
            do { read = try WatchLine<Object>(reading: line) } catch {
                throw KubernetesError(.answer, operation, "an event cannot be read", cause: error)
            }
            switch read {
            case .change(let kind, let object):
                let (identity, version) = object.identity
                events += machine.received(kind, identity, version: version).map { event($0, object) }
            case .bookmark(let version):
                machine.bookmark(version: version)
            case .failure(let status):
                waiting = events.reversed()
                throw KubernetesError(operation, httpStatus: status.code ?? 500, status: status)
            case .unknown: break
            }
        }
        waiting = events.reversed()
    }

    private func close() async throws(KubernetesError) {
        stream = nil
        machine.ended(.closed, wasFruitful: wasWorthIt)
        try await pause()
    }

    /// Whether the stream has brought anything, or has at least lasted.
    private var wasWorthIt: Bool { wasFruitful || ContinuousClock.now - opened >= Self.shortest }

    private func pause(atLeast wait: Duration = .zero) async throws(KubernetesError) {
        guard machine.failures > 0 || wait > .zero else { return }
        try await client.pause(after: max(1, machine.failures), atLeast: wait, operation)
    }

    /// Goes on after what passes; throws what does not.
    private func settle(_ error: KubernetesError) async throws(KubernetesError) {
        let wasOpen = stream != nil
        stream = nil
        switch error.code {
        case .expired:
            if isListing { expirations += 1 }
            isListing = false
            machine.ended(.expired, wasFruitful: wasOpen && wasWorthIt)
            return try await pause()
        case .cancelled, .answer, .request, .invalid: throw error
        // A server that has only just started may not know its own rules yet, and a certificate may be about to change.
        case .forbidden, .unauthorized, .notServed, .notFound, .credentials, .untrusted:
            guard isSynchronized, machine.failures < Self.mostRefusals else { throw error }
        // Without a first list nobody knows whether there is such a server at all; the client has tried often enough.
        default: guard isSynchronized else { throw error }
        }
        machine.ended(.failed)
        let asked = Duration.seconds(error.status?.details?.retryAfterSeconds ?? 0)
        try await pause(atLeast: min(max(.zero, asked), client.settings.retries.longestWait))
    }

    private func event(_ news: (WatchMachine.Kind, ObjectIdentity), _ object: Object) -> WatchEvent<Object> {
        switch news.0 {
        case .added: .added(object)
        case .modified: .modified(object)
        // Of one whose name another has taken nothing more is known.
        case .deleted: .deleted(news.1, news.1.uid == object.metadata.uid ? object : nil)
        }
    }
}

extension KubernetesObject {
    fileprivate var identity: (ObjectIdentity, version: String) {
        (
            ObjectIdentity(
                namespace: metadata.namespace ?? "", name: metadata.name ?? "", uid: metadata.uid ?? ""),
            metadata.resourceVersion ?? ""
        )
    }
}
