package io.slsemu.runtimeapi.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * What a client sends while its poll is parked: nothing, as a rule; the next request, if it
 * pipelines. It must be read, since the end of the connection can only be seen behind it, and be
 * given back to Undertow when the poll is answered. Used by one thread at a time.
 */
final class ReadAhead {

  private final HttpServerExchange exchange;
  private final HttpServerConnection connection;

  /** Being filled; null as long as there is nothing. */
  private @Nullable PooledByteBuffer ahead;

  /** Takes over what Undertow has read already. */
  ReadAhead(HttpServerExchange exchange, HttpServerConnection connection) {
    this.exchange = exchange;
    this.connection = connection;
    PooledByteBuffer already = connection.getExtraBytes();
    if (already != null) {
      already.getBuffer().compact();
      connection.setExtraBytes(null);
      this.ahead = already;
    }
  }

  /** Reads what is there; returns false if the client has gone. */
  boolean readFrom(ConduitStreamSourceChannel source) {
    PooledByteBuffer pooled = ahead != null ? ahead : connection.getByteBufferPool().allocate();
    int n = -1;
    try {
      if (!pooled.getBuffer().hasRemaining()) {
        // A client that sends this much without reading: its end will be seen later.
        source.suspendReads();
        return true;
      }
      n = source.read(pooled.getBuffer());
      return n >= 0;
    } catch (IOException e) {
      return false;
    } finally {
      if (n > 0) {
        ahead = pooled;
      } else if (ahead == null) {
        pooled.close();
      }
    }
  }

  /** Lets Undertow have it once the exchange is over, on the I/O thread. */
  void giveBack() {
    PooledByteBuffer pooled = ahead;
    if (pooled != null) {
      ahead = null;
      pooled.getBuffer().flip();
      connection.setExtraBytes(pooled);
      exchange.setDispatchExecutor(exchange.getIoThread());
    }
  }

  void release() {
    PooledByteBuffer pooled = ahead;
    if (pooled != null) {
      ahead = null;
      pooled.close();
    }
  }
}
